import { describe, expect, it } from '@jest/globals';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import type { ImageConfig } from '../../../src/model/cluster-state.ts';
import { droppedMessage, type EffectiveLists } from '../../../src/model/files/blocked-registries.ts';
import { type ExampleObject, icsp, idms, itms } from '../../../src/rules/example.ts';
import { clusterOf, someDigest, someRelease } from '../../support/cluster.ts';

const payload = 'quay.io/openshift-release-dev/ocp-release';

function listsOf(
  imageConfig: ImageConfig,
  objects: readonly ExampleObject[] = [],
  releaseImage: string = someRelease,
): EffectiveLists {
  return ClusterModel.predict(clusterOf(objects, { imageConfig, releaseImage })).lists;
}

describe('the effective registry lists', () => {
  it('omit a blocked scope that contains the payload and has no mirror', () => {
    const lists = listsOf({ blockedRegistries: ['quay.io', 'a.io'] });
    expect(lists).toMatchObject({
      registriesBlocked: ['a.io'],
      policyBlocked: ['a.io'],
      allowed: [],
      dropped: ['quay.io'],
    });
    expect(droppedMessage(lists)).toBe(
      'error adding ["quay.io"] to blocked registries, cannot block the repository being used by the payload',
    );
  });

  it.each([
    ['an ImageDigestMirrorSet', [idms('d').mirror(payload, ['m.io/ocp'])]],
    ['an ImageContentSourcePolicy', [icsp('p').mirror('quay.io', ['m.io/ocp'])]],
  ])(
    'retain a blocked scope that contains the payload if %s has a mirror, and allow the payload',
    (_, objects) => {
      const lists = listsOf({ blockedRegistries: ['quay.io'] }, objects);
      expect(lists).toMatchObject({
        registriesBlocked: ['quay.io'],
        policyBlocked: ['quay.io'],
        allowed: [payload],
        dropped: [],
      });
      expect(droppedMessage(lists)).toBeUndefined();
    },
  );

  it.each([
    ['is for tags', [itms('t').mirror(payload, ['m.io/ocp'])], ['quay.io'], someRelease],
    ['is blocked too', [idms('d').mirror(payload, ['m.io/ocp'])], ['quay.io', 'm.io'], someRelease],
    [
      'is for digests and the release has a tag',
      [idms('d').mirror(payload, ['m.io/ocp'])],
      ['quay.io'],
      `${payload}:4.20`,
    ],
    [
      'is of another repository',
      [idms('d').mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', ['m.io/ocp'])],
      ['quay.io'],
      someRelease,
    ],
  ])(
    'omit a blocked scope that contains the payload if the mirror %s',
    (_, objects, blockedRegistries, release) => {
      expect(listsOf({ blockedRegistries }, objects, release).dropped).toEqual(['quay.io']);
    },
  );

  it('count a mirror on another port of a blocked host as usable, as the operator does', () => {
    const objects = [idms('d').mirror(payload, ['m.io:5000/ocp'])];
    expect(listsOf({ blockedRegistries: ['quay.io', 'm.io'] }, objects).registriesBlocked).toEqual([
      'quay.io',
      'm.io',
    ]);
  });

  it('do not reject the payload repository itself in policy.json', () => {
    const objects = [idms('d').mirror(payload, ['m.io/ocp'])];
    expect(listsOf({ blockedRegistries: [payload] }, objects)).toMatchObject({
      registriesBlocked: [payload],
      policyBlocked: [],
      allowed: [payload],
    });
  });

  it('allow the payload once for each blocked scope around it', () => {
    const objects = [idms('d').mirror(payload, ['m.example/ocp'])];
    expect(listsOf({ blockedRegistries: ['quay.io', '*.io'] }, objects).allowed).toEqual([payload, payload]);
  });

  it.each([
    [
      'a mirror of the payload cannot be rewritten',
      [idms('d').mirror(payload, ['mirror/ocp'])],
      {},
      'rewriting reference: repository name must be canonical',
    ],
    [
      'a wildcard source has a listed scope inside',
      [idms('d').mirror('*.a.io', ['m.io'])],
      { insecureRegistries: ['x.a.io'] },
      'internal error: mirrorsAdjustedForNestedScope for a wildcard scope "*.a.io"',
    ],
    [
      'the file could not be read',
      [],
      { insecureRegistries: ['https://a.io'] },
      "loading registries configuration: invalid location 'https://a.io': URI schemes are not supported",
    ],
  ])(
    'are empty if %s while a blocked scope contains the payload',
    (_, objects, config: ImageConfig, message) => {
      const lists = listsOf(
        { ...config, blockedRegistries: ['quay.io', 'b.io'], allowedRegistries: ['c.io'] },
        objects,
      );
      expect(lists).toMatchObject({
        registriesBlocked: [],
        policyBlocked: [],
        allowed: [],
        failure: { kind: 'probe-failed', message },
      });
    },
  );

  it('crash the controller if a blocked wildcard contains the payload but does not match it', () => {
    const releaseImage = `registry.company.com/ocp/release@${someDigest}`;
    const predict = (objects: readonly ExampleObject[]) =>
      ClusterModel.predict(
        clusterOf(objects, { imageConfig: { blockedRegistries: ['*.com'] }, releaseImage }),
      );
    expect(predict([idms('d').mirror('quay.io/foo', ['m.io/foo'])]).problems).toEqual([
      { kind: 'crash-loop', message: 'runtime error: invalid memory address or nil pointer dereference' },
    ]);
    const ownMirrors = [idms('d').mirror('registry.company.com/ocp/release', ['m.io/foo'])];
    expect(predict(ownMirrors).problems).toEqual([]);
  });

  it('stop the operator if the release image is a short name', () => {
    expect(listsOf({}, [], 'ocp/release:4.20').failure?.kind).toBe('unreadable-release-image');
    expect(ClusterModel.predict(clusterOf([], { releaseImage: 'ocp/release:4.20' })).problems).toHaveLength(
      1,
    );
  });

  it('equal the configured lists if the release image is unknown', () => {
    const { lists } = ClusterModel.predict(
      clusterOf([], { imageConfig: { blockedRegistries: ['quay.io'], allowedRegistries: ['a.io'] } }),
    );
    expect(lists).toMatchObject({
      registriesBlocked: ['quay.io'],
      policyBlocked: ['quay.io'],
      allowed: ['a.io'],
      payloadRepository: undefined,
    });
  });

  it('use digest mirrors for a release image with tag and digest', () => {
    const objects = [idms('d').mirror(payload, ['m.io/ocp'])];
    expect(
      listsOf({ blockedRegistries: ['quay.io'] }, objects, `${payload}:4.20@${someDigest}`).dropped,
    ).toEqual([]);
  });
});
