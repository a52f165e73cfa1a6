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
      message: /because of Image cluster: internal error/,
    });
    expect(check(rule, subject, { cluster, imageConfig })[0]?.related).toEqual([
      { kind: 'Image', name: 'cluster', path: ['spec', 'registrySources', 'insecureRegistries', 0] },
    ]);
  });

  it('names the image policy that stops the operator', () => {
    const policy = { name: 'team', scopes: ['docker.io/library', 'registry.example.com'] };
    const world = { imageConfig: { allowedRegistries: ['quay.io', 'docker.io'] } };
    const [violation] = check(rule, subject, { ...world, around: { imagePolicies: [policy] } });
    expect(violation?.message).toBe(
      'this change has no effect on nodes yet; the Machine Config Operator has already stopped applying ' +
        'mirror changes because of ClusterImagePolicy team: clusterimagePolicy configured for the scope ' +
        'registry.example.com is not nested inside allowedRegistries. Correct that object',
    );
    expect(violation?.related).toEqual([
      { kind: 'ClusterImagePolicy', name: 'team', path: ['spec', 'scopes', 1] },
    ]);
    const namespaced = { around: { imagePolicies: [{ ...policy, namespace: 'shop' }] } };
    expect(check(rule, subject, { ...world, ...namespaced })).toReport({
      message: /because of ImagePolicy shop\/team: imagePolicy configured/,
    });
  });

  it('names ClusterVersion if the release image is unreadable', () => {
    expect(check(rule, subject, { releaseImage: 'quay.io', version: '4.20.7' })).toReport({
      message: /because of ClusterVersion version: error parsing reference of release image/,
    });
  });

  it('names the objects that make registries.conf unloadable for an image policy', () => {
    const world = {
      imageConfig: { insecureRegistries: ['quay.io/x/'] },
      cluster: [idms('x').mirror('quay.io/x', ['m.io/x'])],
      around: { imagePolicies: [{ name: 'team', scopes: ['registry.example.com'] }] },
    };
    const [violation] = check(rule, subject, world);
    expect(violation?.message).toMatch(/because of Image cluster: loading registries configuration/);
    expect(violation?.related).toEqual([
      { kind: 'Image', name: 'cluster', path: ['spec', 'registrySources', 'insecureRegistries', 0] },
    ]);
  });
});
