import type { Severity } from '../rules/finding.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { GivenOptions } from '../rules/rule-options.ts';
import type { ExemptRequester } from './exempt-requesters.ts';
import type { Exemption } from './exemptions.ts';
import type { RequesterSet } from './requester.ts';

/** How strictly a rule is enforced: `audit` only records, `off` does not run it. */
export type Level = 'deny' | 'warn' | 'audit' | 'off';

/** How outcomes become a decision. Compiled once from a policy and immutable. */
export interface Enforcement {
  /** By rule id; a rule without an entry has its own severity. */
  readonly levels: Readonly<Record<string, Level>>;
  /** The level for rules whose facts are missing. */
  readonly onNotEvaluated: 'deny' | 'warn' | 'audit';
  /** The level for rules that threw an error. */
  readonly onError: 'deny' | 'warn' | 'audit';
  /** Complete options by rule id; a rule without an entry has its defaults. */
  readonly options?: Readonly<Record<string, GivenOptions>>;
  /** In order of evaluation; the first that matches applies. */
  readonly exemptions?: readonly Exemption[];
  /** The requesters that may set the break-glass annotation. Default: no user. */
  readonly breakGlass?: RequesterSet;
  /** Requesters that are exempt from evaluation. */
  readonly exemptRequesters?: readonly ExemptRequester[];
  /** In advisory mode nothing is denied; would-be denials are reported. */
  readonly isAdvisory?: true;
}

export const recommended: Enforcement = { levels: {}, onNotEvaluated: 'warn', onError: 'warn' };

const rank: Readonly<Record<Severity, number>> = { audit: 0, warn: 1, deny: 2 };

/**
 * The severity of a violation under the configured level. If a rule reports a violation with a lower severity
 * than its own, raising the rule to `deny` does not raise that violation.
 * @returns undefined if the rule is off
 */
export function enforcedSeverity(
  level: Level | undefined,
  ofRule: Severity,
  ofViolation: Severity = ofRule,
): Severity | undefined {
  if (level === 'off') return undefined;
  if (level === undefined) return ofViolation;
  const configured = level;
  if (rank[ofViolation] >= rank[ofRule]) return configured;
  return rank[configured] < rank[ofViolation] ? configured : ofViolation;
}

/** The rules that are not off and have the options they need. */
export function enabledRules(
  rules: readonly AnyRule[],
  { levels, options = {} }: Enforcement,
): readonly AnyRule[] {
  return rules.filter(
    ({ id, defaultOptions }) => levels[id] !== 'off' && (options[id] ?? defaultOptions) !== undefined,
  );
}
