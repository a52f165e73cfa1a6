import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-blocked.ts';
import { icsp, idms, image, itms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';
import { poolFiles } from '../../support/machine-config.ts';

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
    const [violation] = check(rule, subject, { ...world, facts: { imagePolicies: [policy] } });
    expect(violation?.message).toBe(
      'this change has no effect on nodes yet; the Machine Config Operator has already stopped applying ' +
        'mirror changes because of ClusterImagePolicy team: clusterimagePolicy configured for the scope ' +
        'registry.example.com is not nested inside allowedRegistries. Correct that object',
    );
    expect(violation?.related).toEqual([
      { kind: 'ClusterImagePolicy', name: 'team', path: ['spec', 'scopes', 1] },
    ]);
    const namespaced = { facts: { imagePolicies: [{ ...policy, namespace: 'shop' }] } };
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
      facts: { imagePolicies: [{ name: 'team', scopes: ['registry.example.com'] }] },
    };
    const [violation] = check(rule, subject, world);
    expect(violation?.message).toMatch(/because of Image cluster: loading registries configuration/);
    expect(violation?.related).toEqual([
      { kind: 'Image', name: 'cluster', path: ['spec', 'registrySources', 'insecureRegistries', 0] },
    ]);
  });

  it('names both objects of a conflict', () => {
    const cluster = [
      idms('d').mirror('quay.io/x', ['m.io/x'], 'NeverContactSource'),
      itms('t').mirror('quay.io/x', ['m.io/x']),
    ];
    expect(check(rule, subject, { cluster })[0]?.message).toBe(
      'this change has no effect on nodes yet; the Machine Config Operator has already stopped applying ' +
        'mirror changes because of ImageDigestMirrorSet d and ImageTagMirrorSet t: conflicting ' +
        'mirrorSourcePolicy is set for the same source "quay.io/x" in imagedigestmirrorsets, ' +
        'imagetagmirrorsets, or imagecontentsourcepolicies. Set the same policy in both entries',
    );
  });

  describe('while registries.conf cannot be loaded', () => {
    const world = {
      imageConfig: { insecureRegistries: ['quay.io/x/'] },
      cluster: [idms('x').mirror('quay.io/x', ['m.io/x'])],
    };
    const message =
      'registries.conf cannot be loaded already; nodes do not come back after a reboot: ' +
      `registry 'quay.io/x' is defined multiple times with conflicting 'insecure' setting. ` +
      'Correct the registry that the error names';

    it('reports every write', () => {
      expect(check(rule, subject, world)).toReport({ path: '', message });
      expect(check(rule, { subject, before: subject, operation: 'DELETE', ...world })).toReport({ message });
      const lists = (...insecureRegistries: string[]) => image({ insecureRegistries });
      const written = { subject: lists('quay.io/x/', 'm.io'), before: lists('quay.io/x/') };
      expect(check(rule, { ...written, cluster: world.cluster })).toReport({ message });
    });

    it('states the stored error if the write adds another one', () => {
      const lists = (...insecureRegistries: string[]) => image({ insecureRegistries });
      const written = { subject: lists('quay.io/x/', 'http://a.io'), before: lists('quay.io/x/') };
      expect(check(rule, { ...written, cluster: world.cluster })).toReport({ message });
    });

    it('reports nothing if the write corrects it', () => {
      const [x] = world.cluster;
      const { imageConfig } = world;
      if (x === undefined) throw new Error('no object');
      expect(check(rule, { subject: x, before: x, operation: 'DELETE', imageConfig })).toReportNothing();
    });
  });

  describe('while a file of a MachineConfig cannot be loaded', () => {
    const path = '/etc/containers/registries.conf.d/50-site.conf';
    const facts = poolFiles({ [path]: '[[registry]]\nlocation = "http://quay.io"\n' }, ['worker']);

    it('names the MachineConfig and the pool', () => {
      const [violation] = check(rule, subject, { facts });
      expect(violation?.message).toBe(
        'MachineConfig 99-worker-zz already writes a file that CRI-O in pool worker cannot load; nodes do not ' +
          'come back after a reboot: /etc/containers/registries.conf.d/50-site.conf: invalid location ' +
          "'http://quay.io': URI schemes are not supported. Correct or remove the file",
      );
      expect(violation?.related).toEqual([
        {
          kind: 'MachineConfig',
          name: '99-worker-zz',
          path: ['spec', 'config', 'storage', 'files', 0, 'path'],
        },
      ]);
    });

    it('reports a write of Image cluster', () => {
      const written = { subject: image({ insecureRegistries: ['m.io'] }), before: image({}) };
      expect(check(rule, { ...written, facts })).toReport({
        message: /^MachineConfig 99-worker-zz already/,
      });
    });
  });

  describe('while registries.conf is too large', () => {
    const sized = (fileBytes: number) => idms('a').mirror('quay.io/a', [`m.io/${'a'.repeat(fileBytes)}`]);

    it.each([
      [1_070_000, 'RenderDegraded'],
      [1_180_000, 'etcdserver: request is too large'],
    ])('reports a write into %i bytes', (bytes, where) => {
      expect(check(rule, subject, { cluster: [sized(bytes)] })).toReport({
        path: '',
        message:
          'this change has no effect on nodes yet; registries.conf is already too large for the rendered ' +
          `MachineConfig (${where}). Use broader sources, and remove entries that are no longer used`,
      });
    });

    it('reports nothing if the file is small enough for some platforms, or becomes so', () => {
      expect(check(rule, subject, { cluster: [sized(1_020_000)] })).toReportNothing();
      expect(check(rule, { subject: sized(10), before: sized(1_070_000) })).toReportNothing();
    });
  });
});
