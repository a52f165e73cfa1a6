import type { Severity } from '../../rules/finding.ts';
import { findingText } from '../findings.ts';
import type { Formatter } from '../report.ts';
import { fingerprint, fingerprintOf } from './fingerprint.ts';

const severities: Readonly<Record<Severity, string>> = { deny: 'critical', warn: 'minor', audit: 'info' };

/** A Code Quality report of GitLab, which merge requests show next to the changed lines. */
export const gitlab: Formatter = ({ findings, problems }) => {
  const issues = [
    ...findings.map((finding) => {
      const { rule, severity, position } = finding;
      return {
        description: findingText(finding),
        check_name: rule,
        fingerprint: fingerprintOf(finding),
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
