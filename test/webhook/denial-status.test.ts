import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../src/policy/finding.ts';
import { toDenialStatus } from '../../src/webhook/denial-status.ts';
import type { AdmissionRequest } from '../../src/webhook/request.ts';

const request: AdmissionRequest = {
  uid: 'u',
  kind: { group: 'config.openshift.io', version: 'v1', kind: 'ImageDigestMirrorSet' },
  operation: 'CREATE',
  name: 'team',
  subResource: '',
  dryRun: false,
  user: { name: '', groups: [] },
  object: {},
  oldObject: null,
};
const denial = (others: Partial<Finding> = {}): Finding => ({
  rule: 'some-rule',
  category: 'format',
  severity: 'deny',
  path: 'spec.x',
  message: 'is wrong',
  fix: 'Correct it.',
  related: [],
  ...others,
});
const statusOf = (...findings: readonly Finding[]) =>
  toDenialStatus(request, { verdict: 'deny', findings, mutations: [], patch: [], notEvaluated: [] });

describe('the status of a denial', () => {
  it('has the fix of a rule in its first cause only', () => {
    const causes = statusOf(
      denial(),
      denial({ path: 'spec.y' }),
      denial({ rule: 'other-rule', message: 'is odd.' }),
    ).details?.causes;
    expect(causes?.map(({ message }) => message)).toEqual([
      'some-rule: is wrong. Correct it.',
      'some-rule: is wrong',
      'other-rule: is odd. Correct it.',
    ]);
  });

  it('links to the page of each rule once', () => {
    const decision = {
      verdict: 'deny' as const,
      findings: [denial(), denial({ path: 'spec.y' }), denial({ rule: 'other-rule' })],
      mutations: [],
      patch: [],
      notEvaluated: [],
    };
    const { message, details } = toDenialStatus(
      request,
      decision,
      (rule) => `https://docs.example.com/${rule}`,
    );
    expect(details?.causes.map((cause) => cause.message)).toEqual([
      'some-rule: is wrong. Correct it. See https://docs.example.com/some-rule',
      'some-rule: is wrong',
      'other-rule: is wrong. Correct it. See https://docs.example.com/other-rule',
    ]);
    expect(message).toMatch(/\. See https:\/\/docs\.example\.com\/some-rule$/);
  });

  it('has no fix for a message that has advice', () => {
    const [cause] = statusOf(denial({ message: 'is wrong; use "a"' })).details?.causes ?? [];
    expect(cause?.message).toBe('some-rule: is wrong; use "a"');
  });

  it('names the field "object" for a finding about the whole object', () => {
    expect(statusOf(denial({ path: '' })).details?.causes[0]?.field).toBe('object');
  });

  it('has no cause for a warning', () => {
    expect(statusOf(denial(), denial({ severity: 'warn' })).details?.causes).toHaveLength(1);
  });

  it('lists fifty causes and counts the rest', () => {
    expect(statusOf(...Array(50).fill(denial())).details?.causes).toHaveLength(50);
    const causes = statusOf(...Array(53).fill(denial())).details?.causes ?? [];
    expect(causes).toHaveLength(51);
    expect(causes.at(-1)?.message).toBe('and 3 more; run `mirrorguard lint` to list all of them');
  });

  it('summarizes all findings in one short message', () => {
    expect(statusOf(denial()).message).toBe(
      'ImageDigestMirrorSet "team" is denied for one reason: spec.x: is wrong (some-rule)',
    );
    const { message } = statusOf(...Array(1000).fill(denial({ message: 'm'.repeat(100) })));
    expect(message.length).toBeLessThan(1700);
    expect(message).toMatch(/; and \d+ more$/);
  });

  it('is one line of bounded size for any input', () => {
    const status = statusOf(...Array(60).fill(denial({ message: `line\n${'x'.repeat(100_000)}` })));
    expect(JSON.stringify(status).length).toBeLessThan(60_000);
    expect(status.message).not.toContain('\n');
  });
});
