import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../src/policy/finding.ts';
import { boundFindings, countOmitted } from '../../src/webhook/decision.ts';

const finding = (rule: string, severity: Finding['severity'], message = 'm'): Finding => ({
  rule,
  severity,
  message,
  category: 'format',
  path: '',
  fix: 'f',
  related: [],
});

describe('boundFindings', () => {
  it('keeps the first 2,000 findings and counts the others by rule and severity', () => {
    const findings = [
      ...Array.from({ length: 1999 }, () => finding('no-scheme', 'deny')),
      ...Array.from({ length: 3 }, () => finding('no-tag', 'deny')),
      ...Array.from({ length: 5 }, () => finding('no-tag', 'warn')),
    ];
    const bound = boundFindings(findings);
    expect(bound.findings).toEqual(findings.slice(0, 2000));
    expect(bound.omitted).toEqual([
      { rule: 'no-tag', severity: 'deny', count: 2 },
      { rule: 'no-tag', severity: 'warn', count: 5 },
    ]);
    expect([countOmitted(bound), countOmitted(bound, 'deny'), countOmitted(bound, 'audit')]).toEqual([
      7, 2, 0,
    ]);
  });

  it('shortens messages above 2,000 characters, and omits nothing of fewer findings', () => {
    const { findings, omitted } = boundFindings([finding('no-tag', 'warn', 'x'.repeat(5000))]);
    expect(findings[0]?.message).toHaveLength(2000);
    expect(omitted).toBeUndefined();
    expect(countOmitted({})).toBe(0);
  });
});
