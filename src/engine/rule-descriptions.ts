import type { FactName } from '../model/facts.ts';
import type { Severity } from '../rules/finding.ts';
import { rules } from '../rules/index.ts';
import type { AnyRule, Category } from '../rules/rule.ts';

/** A rule as its documentation has it. */
export interface RuleDescription {
  readonly id: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  /** Facts without which it cannot be evaluated. */
  readonly requires: readonly FactName[];
  /** First version of mirrorguard that has it. */
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
