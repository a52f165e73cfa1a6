import { formatFieldPath } from '../model/text/field-path.ts';
import type { ObjectName, Severity } from '../rules/finding.ts';
import { downgradeDenials, type Exempted } from './downgrade.ts';
import { type Enforcement, enforcedSeverity } from './enforcement.ts';
import type { Write } from './exemptions.ts';
import type { Finding } from './finding.ts';
import type { EvaluatedViolation, Outcome } from './outcome.ts';

export interface Decision {
  readonly verdict: 'allow' | 'deny';
  /**
   * Sorted by severity (highest first), security and outage before advice, rule id, and path in document
   * order. Rules that were not evaluated are last of their severity.
   */
  readonly findings: readonly Finding[];
  /** Absent if no finding would be denied, because exemptions are not evaluated then. */
  readonly exempted?: Exempted;
}

const severityRank: Readonly<Record<Severity, number>> = { deny: 0, warn: 1, audit: 2 };

/**
 * Turns outcomes into a decision. Deterministic: equal outcomes, enforcement and write give an equal
 * decision.
 * @param write the evaluated write; without it no exemption applies
 */
export function decide(outcomes: readonly Outcome[], enforcement: Enforcement, write?: Write): Decision {
  const reported = outcomes.filter(({ status }) => status !== 'passed');
  const { findings: enforced, exempted } = downgradeDenials(
    reported.flatMap((outcome) => toFindings(outcome, enforcement)),
    enforcement,
    write,
  );
  const findings = [...enforced];
  findings.sort(
    (a, b) => compareImportance(a, b) || compareText(a.rule, b.rule) || comparePaths(a.path, b.path),
  );
  const verdict = findings.some((finding) => finding.severity === 'deny') ? 'deny' : 'allow';
  return { verdict, findings, ...(exempted === undefined ? {} : { exempted }) };
}

type Ranked = Pick<Finding, 'severity' | 'isListedFirst' | 'isUnchecked'>;

/**
 * Sorts by severity, then security and outage before advice. Rules that were not evaluated are last of their
 * severity.
 */
export function compareImportance(a: Ranked, b: Ranked): number {
  return severityRank[a.severity] - severityRank[b.severity] || rankWithin(a) - rankWithin(b);
}

function rankWithin({ isListedFirst, isUnchecked }: Ranked): number {
  return isUnchecked ? 2 : isListedFirst ? 0 : 1;
}

function toFindings(outcome: Outcome, enforcement: Enforcement): readonly Finding[] {
  const { rule } = outcome;
  const level = enforcement.levels[rule.id];
  if (level === 'off' || outcome.status === 'passed') return [];
  if (outcome.status === 'failed') {
    return outcome.violations.flatMap((violation) => {
      const severity = enforcedSeverity(level, rule.meta.severity, violation.severity);
      // A fault that an update leaves unchanged is reported only if it would otherwise be denied.
      if (severity === undefined || (violation.isStored === true && severity !== 'deny')) return [];
      return [toEnforcedFinding(outcome, severity, violation)];
    });
  }
  const notKnown =
    outcome.status === 'not-evaluated'
      ? `could not be checked: ${outcome.missing.map(({ fact, reason }) => `${fact} ${reason}`).join('; ')}`
      : `could not be checked: the rule failed (${outcome.error.message}); please report this`;
  const configured = outcome.status === 'not-evaluated' ? enforcement.onNotEvaluated : enforcement.onError;
  // A missing fact is never more severe than a finding: an advisory rule does not deny because of it.
  const severity = enforcedSeverity(
    configured,
    'deny',
    enforcedSeverity(level, rule.meta.severity) ?? 'audit',
  );
  return severity === undefined
    ? []
    : [{ ...toFinding(outcome, severity, { path: [], message: notKnown }), isUnchecked: true }];
}

function toEnforcedFinding(outcome: Outcome, severity: Severity, violation: EvaluatedViolation): Finding {
  if (violation.isStored === true) return toStoredFinding(outcome, violation);
  const { downgradedBy } = violation;
  return downgradedBy === undefined || severity !== 'deny'
    ? toFinding(outcome, severity, violation)
    : { ...toFinding(outcome, 'warn', violation), downgradedBy };
}

/** A stored fault is reported, but does not deny the update. */
function toStoredFinding(outcome: Outcome, violation: EvaluatedViolation): Finding {
  // The prefix is first because long warnings are truncated at the end.
  const message = `already stored, so not denied: ${violation.message}`;
  return { ...toFinding(outcome, 'warn', { ...violation, message }), downgradedBy: 'stored' };
}

function toFinding(
  { rule }: Outcome,
  severity: Severity,
  violation: Omit<EvaluatedViolation, 'object'> & { readonly object?: ObjectName },
): Finding {
  const { object, about } = violation;
  return {
    rule: rule.id,
    category: rule.meta.category,
    severity,
    path: formatFieldPath(violation.path),
    message: violation.message,
    fix: rule.meta.fix,
    related: violation.related ?? [],
    ...(rule.meta.isListedFirst ? { isListedFirst: true as const } : {}),
    ...(object === undefined ? {} : { object: { kind: object.kind, name: object.name } }),
    ...(about === undefined || about === '' ? {} : { about }),
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Document order for paths of one object: the tenth entry comes after the second. */
function comparePaths(a: string, b: string): number {
  return collator.compare(a, b) || compareText(a, b);
}
