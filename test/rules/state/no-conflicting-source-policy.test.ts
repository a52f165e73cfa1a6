import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-conflicting-source-policy.ts';
import { check } from '../../support/check.ts';

describe('no-conflicting-source-policy', () => {
  const never = idms('a').mirror('quay.io/x', ['m.example.com/x'], 'NeverContactSource');

  it('names the other object and its entry', () => {
    const [violation] = check(rule, itms('b').mirror('quay.io/x', ['m.example.com/x']), { cluster: [never] });
    expect(violation?.message).toBe(
      'the cluster would stop applying mirror changes: "quay.io/x" is AllowContactingSource (unset) here, but NeverContactSource in ImageDigestMirrorSet a',
    );
    expect(violation?.related).toEqual([
      { kind: 'ImageDigestMirrorSet', name: 'a', path: ['spec', 'imageDigestMirrors', 0] },
    ]);
  });

  it('points at the policy where one is set, and at the source where none is', () => {
    expect(
      check(rule, itms('b').mirror('quay.io/x', ['m.io/x'], 'AllowContactingSource'), { cluster: [never] }),
    ).toReport({
      path: 'spec.imageTagMirrors[0].mirrorSourcePolicy',
    });
    expect(check(rule, itms('b').mirror('quay.io/x', ['m.io/x']), { cluster: [never] })).toReport({
      path: 'spec.imageTagMirrors[0].source',
    });
  });

  it('treats an absent policy as AllowContactingSource, as the operator does', () => {
    const unset = idms('a').mirror('quay.io/x', ['m.io/x']);
    expect(
      check(rule, idms('b').mirror('quay.io/x', ['m.io/x'], 'AllowContactingSource'), { cluster: [unset] }),
    ).toReportNothing();
  });

  it('takes an ImageContentSourcePolicy for AllowContactingSource', () => {
    expect(check(rule, never, { cluster: [icsp('old').mirror('quay.io/x', ['m.io/x'])] })).toReport({
      message: /but always AllowContactingSource in ImageContentSourcePolicy old$/,
    });
  });

  it('counts entries without mirrors too', () => {
    expect(check(rule, idms('b').mirror('quay.io/x'), { cluster: [never] })).toReport({
      message: /NeverContactSource in ImageDigestMirrorSet a/,
    });
  });

  it('leaves sources alone that are inside one another, or differ in case', () => {
    const subject = idms('b')
      .mirror('quay.io', ['m.io'])
      .mirror('quay.io/x/y', ['m.io/y'])
      .mirror('Quay.io/x', ['m.io/x']);
    expect(check(rule, subject, { cluster: [never] })).toReportNothing();
  });

  it('leaves it to another rule where both entries are in one object', () => {
    expect(check(rule, never.mirror('quay.io/x', ['n.io/x']))).toReportNothing();
  });

  it('has nothing to say about an update that leaves the entry as it is', () => {
    const subject = itms('b').mirror('quay.io/x', ['m.io/x']);
    expect(
      check(rule, subject.mirror('quay.io/y', ['m.io/y']), { before: subject, cluster: [never] }),
    ).toReportNothing();
  });

  it('lists rivals up to a number that can be read', () => {
    const cluster = Array.from({ length: 50 }, (_, index) =>
      idms(`a${index}`).mirror('quay.io/x', ['m.io/x']),
    );
    const [violation] = check(rule, never, { cluster });
    expect(violation?.related).toHaveLength(20);
  });
});
