import type { Severity } from '../rules/finding.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { GivenOptions } from '../rules/rule-options.ts';
import type { ExemptRequester } from './exempt-requesters.ts';
import type { Exemption } from './exemptions.ts';
import type { Who } from './requester.ts';

/** How strictly a rule is enforced: `audit` only records, `off` does not run it. */
export type Level = 'deny' | 'warn' | 'audit' | 'off';

/** How outcomes become a verdict. Made once of a policy, and never changed in place. */
export interface Enforcement {
  /** Per rule id; a rule that is not named has its own severity. */
  readonly levels: Readonly<Record<string, Level>>;
  /** For rules whose facts are missing. */
  readonly onNotEvaluated: 'deny' | 'warn' | 'audit';
  /** For rules that broke. */
  readonly onError: 'deny' | 'warn' | 'audit';
  /** Options per rule id, complete; a rule that is not named has its defaults. */
  readonly options?: Readonly<Record<string, GivenOptions>>;
  /** In the order in which they are tried. */
  readonly exemptions?: readonly Exemption[];
  /** Who may set the break-glass annotation. Default: no user. */
  readonly breakGlass?: Who;
  /** Requesters that are exempt from evaluation. */
  readonly exemptRequesters?: readonly ExemptRequester[];
  /** Nothing is denied; what would be denied is reported. */
  readonly isAdvisory?: true;
}

export const recommended: Enforcement = { levels: {}, onNotEvaluated: 'warn', onError: 'warn' };

const rank: Readonly<Record<Severity, number>> = { audit: 0, warn: 1, deny: 2 };

/**
 * The severity of a violation under the configured level. What the rule itself calls milder than its rule of
 * thumb stays milder: raising a rule to `deny` does not raise its findings of lower severity.
 *
 * @returns undefined when the rule is off
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

const inForce = new WeakMap<
  Enforcement,
  { readonly of: readonly AnyRule[]; readonly rules: readonly AnyRule[] }
>();

/** The rules that are not off, and that have the options they need. Found once for each enforcement. */
export function rulesInForce(rules: readonly AnyRule[], enforcement: Enforcement): readonly AnyRule[] {
  const known = inForce.get(enforcement);
  if (known?.of === rules) return known.rules;
  const { levels, options = {} } = enforcement;
  const found = rules.filter(
    ({ id, defaultOptions }) => levels[id] !== 'off' && (options[id] ?? defaultOptions) !== undefined,
  );
  inForce.set(enforcement, { of: rules, rules: found });
  return found;
}
