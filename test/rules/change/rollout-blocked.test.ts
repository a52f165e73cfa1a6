import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-blocked.ts';
import { icsp, idms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';

describe('rollout-blocked', () => {
  const broken = idms('broken').mirror('quay.io/x', ['quay.io/x'], 'NeverContactSource');
  const subject = idms('b').mirror('quay.io/y', ['m.io/y']);

  it('names the object that stops the operator, and its error', () => {
    const [violation] = check(rule, subject, { cluster: [broken] });
    expect(violation?.message).toBe(
      'this change has no effect on nodes yet; the Machine Config Operator has already stopped applying mirror changes because of ' +
        'ImageDigestMirrorSet broken: cannot set mirrorSourcePolicy: NeverContactSource if the source "quay.io/x" is one of the mirrors. ' +
        'Correct that object',
    );
    expect(violation?.related).toMatchObject([{ name: 'broken' }]);
  });

  it('reports deletions', () => {
    expect(check(rule, { subject, before: subject, operation: 'DELETE', cluster: [broken] })).toReport({
      message: /ImageDigestMirrorSet broken/,
    });
  });

  it('reports nothing if the change corrects the fault', () => {
    expect(check(rule, { subject: broken, before: broken, operation: 'DELETE' })).toReportNothing();
    expect(
      check(rule, { subject: idms('broken').mirror('quay.io/x', ['m.io/x']), before: broken }),
    ).toReportNothing();
  });

  it('reports nothing for a fault that the change introduces, which other rules report', () => {
    expect(check(rule, broken)).toReportNothing();
  });

  it('leaves stored faults of the written object to the rules about them', () => {
    expect(
      check(rule, { subject: broken.mirror('quay.io/z', ['m.io/z']), before: broken }),
    ).toReportNothing();
    const worse = idms('broken').mirror('quay.io/x', ['quay.io/x', 'm.io/x'], 'NeverContactSource');
    expect(check(rule, { subject: worse, before: broken })).toReportNothing();
  });

  it('reports a conflict that involves the object, unless the change touches that source', () => {
    const rival = idms('rival').mirror('quay.io/x', ['m.io/x'], 'NeverContactSource');
    const before = idms('b').mirror('quay.io/x', ['m.io/x']);
    expect(
      check(rule, { subject: before.mirror('quay.io/y', ['m.io/y']), before, cluster: [rival] }),
    ).toReport({
      message: /conflicting mirrorSourcePolicy/,
    });
    expect(
      check(rule, { subject: idms('b').mirror('quay.io/x', ['n.io/x']), before, cluster: [rival] }),
    ).toReportNothing();
  });

  it('counts further faults', () => {
    const cluster = [broken, icsp('old').mirror('quay.io/z', ['m.io/z/'])];
    expect(check(rule, subject, { cluster })).toReport({
      message: /one of the mirrors, and 1 more\. Correct that object$/,
    });
  });

  it('reports a fault that image.config causes', () => {
    const cluster = [idms('wild').mirror('*.example.com', ['m.io/w'])];
    const imageConfig = { insecureRegistries: ['a.example.com'] };
    expect(check(rule, subject, { cluster, imageConfig })).toReport({
      message: /because of image\.config\.openshift\.io\/cluster: internal error/,
    });
  });
});
