import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-blocked.ts';
import { icsp, idms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';

describe('rollout-blocked', () => {
  const broken = idms('broken').mirror('quay.io/x', ['quay.io/x'], 'NeverContactSource');
  const subject = idms('b').mirror('quay.io/y', ['m.io/y']);

  it('says by which object the operator has been stopped, and what it says', () => {
    const [violation] = check(rule, subject, { cluster: [broken] });
    expect(violation?.message).toBe(
      'this has no effect on nodes yet: the operator has stopped applying mirror changes already, because of ImageDigestMirrorSet broken. ' +
        'It says: cannot set mirrorSourcePolicy: NeverContactSource if the source "quay.io/x" is one of the mirrors',
    );
    expect(violation?.related).toMatchObject([{ name: 'broken' }]);
  });

  it('says it of deletions too', () => {
    expect(check(rule, { subject, before: subject, operation: 'DELETE', cluster: [broken] })).toReport({
      message: /ImageDigestMirrorSet broken/,
    });
  });

  it('says nothing when the change mends it', () => {
    expect(check(rule, { subject: broken, before: broken, operation: 'DELETE' })).toReportNothing();
    expect(
      check(rule, { subject: idms('broken').mirror('quay.io/x', ['m.io/x']), before: broken }),
    ).toReportNothing();
  });

  it('never blames what the change itself breaks: that is for other rules', () => {
    expect(check(rule, broken)).toReportNothing();
  });

  it('leaves the entries of the object to the rules about them', () => {
    expect(
      check(rule, { subject: broken.mirror('quay.io/z', ['m.io/z']), before: broken }),
    ).toReportNothing();
    const worse = idms('broken').mirror('quay.io/x', ['quay.io/x', 'm.io/x'], 'NeverContactSource');
    expect(check(rule, { subject: worse, before: broken })).toReportNothing();
  });

  it('tells of a conflict in which the object takes part, unless the change is about that very source', () => {
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

  it('counts what else is wrong', () => {
    const cluster = [broken, icsp('old').mirror('quay.io/z', ['m.io/z/'])];
    expect(check(rule, subject, { cluster })).toReport({ message: /one of the mirrors, and 1 more$/ });
  });

  it('knows what only image.config makes wrong', () => {
    const cluster = [idms('wild').mirror('*.example.com', ['m.io/w'])];
    const imageConfig = { insecureRegistries: ['a.example.com'] };
    expect(check(rule, subject, { cluster, imageConfig })).toReport({
      message: /because of image\.config\.openshift\.io\/cluster\. It says: internal error/,
    });
  });
});
