import { describe, expect, it } from '@jest/globals';
import type { CheckResult } from '../../src/background/check-results.ts';
import type { ClusterCheck } from '../../src/background/cluster-check.ts';
import { toClusterReport } from '../../src/background/cluster-report.ts';
import type { Finding } from '../../src/policy/finding.ts';

const finding: Finding = {
  rule: 'no-conflicting-source-policy',
  category: 'across-objects',
  severity: 'deny',
  object: { kind: 'ImageDigestMirrorSet', name: 'digests' },
  path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
  message: 'tags has AllowContactingSource',
  fix: 'Set the same mirrorSourcePolicy.',
  related: [
    { kind: 'ImageTagMirrorSet', name: 'tags', path: [] },
    { kind: 'ImageTagMirrorSet', name: 'tags', path: ['spec'] },
    { kind: 'ImagePolicy', name: 'team/signed', path: [] },
  ],
};

function checkWith(results: readonly CheckResult[], more: Partial<ClusterCheck> = {}): ClusterCheck {
  return {
    checkedAtMs: 0,
    isBlocked: true,
    isLoadable: true,
    fileBytes: undefined,
    mirrorSets: { ImageDigestMirrorSet: 1, ImageTagMirrorSet: 1, ImageContentSourcePolicy: 0 },
    entries: 2,
    openPolicyChanges: 0,
    findings: { deny: results.length, warn: 0, audit: 0 },
    notEvaluated: 0,
    errored: 0,
    results,
    ...more,
  };
}

const parts = {
  pageOf: (rule: string) => `https://docs.example.com/${rule}`,
  metadataOf: ({ name }: { readonly name: string }) => (name === 'tags' ? { uid: '7-7' } : undefined),
};

describe('toClusterReport', () => {
  it('has the fields of a result, with each object once', () => {
    expect(toClusterReport(checkWith([{ status: 'fail', finding }]), parts)).toEqual({
      summary: { pass: 0, fail: 1, warn: 0, skip: 0, error: 0 },
      omitted: 0,
      results: [
        {
          source: 'mirrorguard',
          policy: 'across-objects',
          rule: 'no-conflicting-source-policy',
          category: 'across-objects',
          severity: 'high',
          result: 'fail',
          scored: true,
          message: 'tags has AllowContactingSource',
          resources: [
            { apiVersion: 'config.openshift.io/v1', kind: 'ImageDigestMirrorSet', name: 'digests' },
            { apiVersion: 'config.openshift.io/v1', kind: 'ImageTagMirrorSet', name: 'tags', uid: '7-7' },
            { apiVersion: 'config.openshift.io/v1', kind: 'ImagePolicy', namespace: 'team', name: 'signed' },
          ],
          properties: {
            path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
            fix: 'Set the same mirrorSourcePolicy.',
            docs: 'https://docs.example.com/no-conflicting-source-policy',
          },
        },
      ],
    });
  });

  it.each([
    ['deny', 'fail', 'high', true],
    ['warn', 'warn', 'medium', false],
    ['audit', 'warn', 'info', false],
    ['warn', 'skip', 'medium', false],
    ['warn', 'error', 'medium', false],
  ] as const)('maps %s with status %s to severity %s', (severity, status, expected, scored) => {
    const { results } = toClusterReport(checkWith([{ status, finding: { ...finding, severity } }]), parts);
    expect(results).toMatchObject([{ severity: expected, result: status, scored }]);
  });

  it('counts all findings, and those without a result', () => {
    const check = checkWith([{ status: 'fail', finding }], {
      findings: { deny: 7, warn: 3, audit: 2 },
      notEvaluated: 4,
      errored: 1,
    });
    const { summary, omitted } = toClusterReport(check, parts);
    expect(summary).toEqual({ pass: 0, fail: 7, warn: 5, skip: 4, error: 1 });
    expect(omitted).toBe(16);
  });

  it('stays below 1 MB with 500 results of the longest texts', () => {
    const long = { ...finding, message: 'é'.repeat(5000), fix: 'ö'.repeat(5000), path: 'x'.repeat(5000) };
    const results = Array.from({ length: 500 }, () => ({ status: 'fail' as const, finding: long }));
    const report = toClusterReport(checkWith(results), parts);
    expect(Buffer.byteLength(JSON.stringify(report))).toBeLessThan(1_000_000);
    expect(report.results.length).toBeGreaterThan(200);
    expect(report.omitted).toBe(500 - report.results.length);
  });
});
