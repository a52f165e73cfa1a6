import type { FactName } from '../model/facts.ts';
import type { Severity } from '../rules/finding.ts';
import { rules } from '../rules/index.ts';
import type { AnyRule, Category } from '../rules/rule.ts';

/** A rule as described in its documentation. */
export interface RuleDescription {
  readonly id: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  /** The facts that the rule requires. */
  readonly requires: readonly FactName[];
  /** The first mirrorguard version with this rule. */
  readonly since: string;
}

export const ruleDescriptions: readonly RuleDescription[] = rules.map(describe);

function describe({
  id,
  requires,
  meta: { category, severity, summary, why, fix, since },
}: AnyRule): RuleDescription {
  return { id, category, severity, summary, why, fix, requires, since };
}
