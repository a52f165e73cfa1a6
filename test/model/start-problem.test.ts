import { describe, expect, it } from '@jest/globals';
import { ClusterModel } from '../../src/model/cluster-model.ts';
import type { ClusterState } from '../../src/model/cluster-state.ts';
import { type ExampleObject, idms, itms } from '../../src/rules/example.ts';
import { clusterOf, someRelease } from '../support/cluster.ts';

const release = 'quay.io/openshift-release-dev/ocp-release';
const goodMirrors = [idms('payload').mirror('quay.io/openshift-release-dev', ['m.example.com/payload'])];

function startOf(objects: readonly ExampleObject[], options: object = {}) {
  const state: ClusterState = clusterOf(objects, {
    releaseImage: someRelease,
    version: '4.23',
    ...options,
  });
  return ClusterModel.predict(state).startProblem;
}

describe('startProblem', () => {
  it('is undefined with usable mirrors, also with blocks or a policy conflict', () => {
    expect(startOf(goodMirrors)).toBeUndefined();
    expect(startOf(goodMirrors, { imageConfig: { blockedRegistries: ['quay.io'] } })).toBeUndefined();
    const conflict = [
      ...goodMirrors,
      idms('a').mirror('docker.io/x', ['m.example.com/x']),
      itms('b').mirror('docker.io/x', ['m.example.com/x'], 'NeverContactSource'),
    ];
    expect(startOf(conflict)).toBeUndefined();
  });

  it('reports a blocked payload without mirrors, which the MCO would not block on nodes', () => {
    expect(startOf([], { imageConfig: { blockedRegistries: ['quay.io'] } })).toEqual({
      kind: 'payload-unreachable',
      image: someRelease,
      message: 'registry quay.io is blocked',
    });
  });

  it('reports blocked components of a mirrored release', () => {
    const objects = [idms('payload').mirror(release, ['m.example.com/release'])];
    expect(startOf(objects, { imageConfig: { blockedRegistries: ['quay.io'] } })).toMatchObject({
      kind: 'payload-unreachable',
      image: expect.stringMatching(/^quay\.io\/openshift-release-dev\/ocp-v4\.0-art-dev@sha256:/),
    });
  });

  it('reports a mirror of the release that results in an invalid name', () => {
    expect(startOf([idms('payload').mirror(release, ['mirror/x'])])).toEqual({
      kind: 'payload-unreachable',
      image: someRelease,
      message: 'rewriting reference: repository name must be canonical',
    });
  });

  it('reports a merge that fails and a file that does not load', () => {
    const wildcard = [idms('w').mirror('*.example.com', ['m.io/x'])];
    expect(startOf(wildcard, { imageConfig: { insecureRegistries: ['a.example.com'] } })).toEqual({
      kind: 'merge-failed',
      clash: { wildcard: '*.example.com', scope: 'a.example.com', pulls: 'digest' },
      message: 'internal error: mirrorsAdjustedForNestedScope for a wildcard scope "*.example.com"',
    });
    expect(startOf(goodMirrors, { imageConfig: { insecureRegistries: ['http://a.io'] } })).toEqual({
      kind: 'merge-failed',
      message:
        "loading registries configuration: invalid location 'http://a.io': URI schemes are not supported",
    });
  });

  it('reports the merge of blocks that the MCO ignores, because the same merge fails for the payload', () => {
    const wildcard = [idms('w').mirror('*.example.com', ['m.io/x'])];
    const imageConfig = { blockedRegistries: ['lab.example.com', 'lab.example.com/team'] };
    const releaseImage = `lab.example.com/ocp@sha256:${'1'.repeat(64)}`;
    expect(startOf(wildcard, { imageConfig, releaseImage })).toEqual({
      kind: 'merge-failed',
      clash: { wildcard: '*.example.com', scope: 'lab.example.com', pulls: 'digest' },
      message: 'internal error: mirrorsAdjustedForNestedScope for a wildcard scope "*.example.com"',
    });
  });

  it.each([
    ['4.21', false],
    ['4.22', true],
    ['5.0', true],
  ])('on %s is predicted: %s', (version, isPredicted) => {
    const imageConfig = { blockedRegistries: ['quay.io'] };
    expect(startOf([], { imageConfig, version }) !== undefined).toBe(isPredicted);
  });

  it('uses the repository of the components of 5.0', () => {
    const objects = [
      idms('payload')
        .mirror(release, ['m.example.com/release'])
        .mirror('quay.io/openshift-release-dev/ocp-v5.0-art-dev', ['m.example.com/components']),
    ];
    const imageConfig = { blockedRegistries: ['quay.io'] };
    expect(startOf(objects, { imageConfig, version: '5.0' })).toBeUndefined();
    expect(startOf(objects, { imageConfig, version: '4.23' })).toMatchObject({ kind: 'payload-unreachable' });
  });
});
