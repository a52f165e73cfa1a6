import { createHash } from 'node:crypto';
import type { Severity } from '../../rules/finding.ts';
import { findingText } from '../findings.ts';
import type { Formatter } from '../report.ts';

const severities: Readonly<Record<Severity, string>> = { deny: 'critical', warn: 'minor', audit: 'info' };

/** A Code Quality report of GitLab, which merge requests show next to the changed lines. */
export const gitlab: Formatter = ({ findings, problems }) => {
  const issues = [
    ...findings.map((finding) => {
      const { rule, severity, object, path, message, position } = finding;
      return {
        description: findingText(finding),
        check_name: rule,
        // The fingerprint omits lines, because lines move while objects and fields stay.
        fingerprint: fingerprint([rule, object.kind, object.name, path, message]),
        severity: severities[severity],
        location: { path: position.file, lines: { begin: position.line } },
      };
    }),
    ...problems.map(({ file, line = 1, message, fix }) => ({
      description: `${message}. ${fix}`,
      check_name: 'unreadable-input',
      fingerprint: fingerprint(['unreadable-input', file, message]),
      severity: 'blocker',
      location: { path: file, lines: { begin: line } },
    })),
  ];
  return `${JSON.stringify(issues, undefined, 2)}\n`;
};

function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}
