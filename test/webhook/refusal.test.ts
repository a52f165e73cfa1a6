import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../src/policy/decide.ts';
import { toRefusal } from '../../src/webhook/refusal.ts';
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
  fix: 'Mend it.',
  related: [],
  ...others,
});
const refusalOf = (...findings: readonly Finding[]) =>
  toRefusal(request, { verdict: 'deny', findings, repairs: [], patch: [], notEvaluated: [] });

describe('a refusal', () => {
  it('says the general fix once a rule, and the particular each time', () => {
    const causes = refusalOf(
      denial(),
      denial({ path: 'spec.y' }),
      denial({ rule: 'other-rule', message: 'is odd.' }),
    ).details?.causes;
    expect(causes?.map(({ message }) => message)).toEqual([
      'some-rule: is wrong. Mend it.',
      'some-rule: is wrong',
      'other-rule: is odd. Mend it.',
    ]);
  });

  it('gives a finding about the whole object a name that clients can print', () => {
    expect(refusalOf(denial({ path: '' })).details?.causes[0]?.field).toBe('object');
  });

  it('leaves warnings to the warnings', () => {
    expect(refusalOf(denial(), denial({ severity: 'warn' })).details?.causes).toHaveLength(1);
  });

  it('tells fifty causes, and counts more', () => {
    expect(refusalOf(...Array(50).fill(denial())).details?.causes).toHaveLength(50);
    const causes = refusalOf(...Array(53).fill(denial())).details?.causes ?? [];
    expect(causes).toHaveLength(51);
    expect(causes.at(-1)?.message).toBe('and 3 more; `mirrorguard lint` shows all of them');
  });

  it('reads well as one message, and stays short', () => {
    expect(refusalOf(denial()).message).toBe(
      'ImageDigestMirrorSet "team" is refused for one reason: spec.x: is wrong (some-rule)',
    );
    const { message } = refusalOf(...Array(1000).fill(denial({ message: 'm'.repeat(100) })));
    expect(message.length).toBeLessThan(1700);
    expect(message).toMatch(/; and \d+ more$/);
  });

  it('is one line and of bounded size, whatever the user wrote', () => {
    const refusal = refusalOf(...Array(60).fill(denial({ message: `line\n${'x'.repeat(100_000)}` })));
    expect(JSON.stringify(refusal).length).toBeLessThan(60_000);
    expect(refusal.message).not.toContain('\n');
  });
});
