import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-conflicting-source-policy.ts';
import { check } from '../../support/check.ts';

describe('no-conflicting-source-policy', () => {
  const never = idms('a').mirror('quay.io/x', ['m.example.com/x'], 'NeverContactSource');

  it('names the other object and both policies', () => {
    const [violation] = check(rule, itms('b').mirror('quay.io/x', ['m.example.com/x']), { cluster: [never] });
    expect(violation?.message).toBe(
      'ImageDigestMirrorSet a has NeverContactSource for "quay.io/x", but this entry has AllowContactingSource (unset); ' +
        'the Machine Config Operator would stop applying mirror changes: "conflicting mirrorSourcePolicy is set". ' +
        'An update of mirrorSourcePolicy alone with the annotation "mirrorguard.io/policy-change: ' +
        'ImageDigestMirrorSet/a" can change it in all objects later. Use the policy of ImageDigestMirrorSet a here',
    );
    expect(violation?.related).toEqual([
      {
        kind: 'ImageDigestMirrorSet',
        name: 'a',
        path: ['spec', 'imageDigestMirrors', 0, 'mirrorSourcePolicy'],
      },
    ]);
  });

  it('reports the policy of the entry, or its source if the policy is unset', () => {
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

  it('treats every ImageContentSourcePolicy as AllowContactingSource', () => {
    expect(check(rule, never, { cluster: [icsp('old').mirror('quay.io/x', ['m.io/x'])] })).toReport({
      message:
        /^ImageContentSourcePolicy old always has AllowContactingSource for "quay\.io\/x", but this entry has NeverContactSource;/,
    });
  });

  it('denies a conflict with an entry without mirrors', () => {
    expect(check(rule, idms('b').mirror('quay.io/x'), { cluster: [never] })).toReport({
      message:
        /^ImageDigestMirrorSet a has NeverContactSource for "quay\.io\/x", but this entry has AllowContactingSource \(unset\);/,
    });
  });

  it('ignores sources that are nested or differ in case', () => {
    const subject = idms('b')
      .mirror('quay.io', ['m.io'])
      .mirror('quay.io/x/y', ['m.io/y'])
      .mirror('Quay.io/x', ['m.io/x']);
    expect(check(rule, subject, { cluster: [never] })).toReportNothing();
  });

  it('leaves two entries of one object to no-conflicting-policy-in-object', () => {
    expect(check(rule, never.mirror('quay.io/x', ['n.io/x']))).toReportNothing();
  });

  it('reports nothing for an update that keeps the entry as it is', () => {
    const subject = itms('b').mirror('quay.io/x', ['m.io/x']);
    expect(
      check(rule, subject.mirror('quay.io/y', ['m.io/y']), { before: subject, cluster: [never] }),
    ).toReportNothing();
  });

  it('lists at most 20 related entries', () => {
    const cluster = Array.from({ length: 50 }, (_, index) =>
      idms(`a${index}`).mirror('quay.io/x', ['m.io/x']),
    );
    const [violation] = check(rule, never, { cluster });
    expect(violation?.related).toHaveLength(20);
  });
});
