import type { Severity } from '../rules/finding.ts';

/** Most severe first. */
export const severities = ['deny', 'warn', 'audit'] as const satisfies readonly Severity[];

export function isSeverity(text: string): text is Severity {
  return (severities as readonly string[]).includes(text);
}

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(threshold);
}

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countSeverities(findings: Iterable<{ readonly severity: Severity }>): SeverityCounts {
  const counts = { deny: 0, warn: 0, audit: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
