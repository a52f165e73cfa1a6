import { describe, expect, it } from '@jest/globals';
import { type GivenCluster, readCluster } from '../../src/engine/cluster.ts';
import { diff, shareFacts } from '../../src/engine/diff.ts';
import { lint } from '../../src/engine/lint.ts';
import { render } from '../../src/engine/render.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { icsp, idms, image, itms } from '../../src/rules/example.ts';

const repository = 'quay.io/openshift-release-dev/ocp-release';
const assumedImage = `${repository}@sha256:${'0'.repeat(64)}`;
const mirrored = idms('release')
  .mirror(repository, ['m.example.com/release'])
  .mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', ['m.example.com/components']).object;
const blocking = (...blockedRegistries: string[]) => image({ blockedRegistries }).object;
const at = (minor: number) => ({ openshiftVersion: { major: 4, minor } });
const policy = (name: string, scope: string) => ({
  apiVersion: 'config.openshift.io/v1',
  kind: 'ClusterImagePolicy',
  metadata: { name },
  spec: { scopes: [scope] },
});
const infrastructure = {
  apiVersion: 'config.openshift.io/v1',
  kind: 'Infrastructure',
  metadata: { name: 'cluster' },
  status: { controlPlaneTopology: 'External' },
};

function releaseOf(objects: readonly JsonObject[], given: GivenCluster = at(18)) {
  const { state, assumed } = readCluster(objects, given);
  const note = assumed.find(({ fact }) => fact === 'releaseImage')?.assumed;
  return { releaseImage: state.releaseImage, note };
}

const denialsOf = (objects: readonly JsonObject[], given: GivenCluster) =>
  lint(objects, { given })
    .findings.filter(({ severity }) => severity === 'deny')
    .map(({ rule }) => rule);

describe('the release image, if it is unknown', () => {
  it('is assumed if a block contains the releases of OpenShift and the objects mirror them', () => {
    const expected = {
      releaseImage: assumedImage,
      note: `the release image is unknown; assuming one in "${repository}", which a blocked registry contains`,
    };
    expect(releaseOf([mirrored, blocking('docker.io', 'quay.io')])).toEqual(expected);
    expect(releaseOf([mirrored, blocking(repository)], {})).toEqual(expected);
    const broad = icsp('all').mirror('quay.io', ['m.example.com/quay']).object;
    expect(releaseOf([broad, blocking('*.io', 'quay.io')], at(12))).toEqual(expected);
  });

  it('is assumed with the policy of the release, given or assumed', () => {
    expect(releaseOf([blocking('quay.io')], at(21)).releaseImage).toBe(assumedImage);
    expect(releaseOf([blocking('quay.io'), policy('openshift', repository)]).releaseImage).toBe(assumedImage);
    expect(releaseOf([blocking('quay.io'), policy('team', 'ghcr.io/team')], at(21))).toEqual({
      releaseImage: undefined,
      note: 'the release image is unknown; assuming that no blocked registry contains it',
    });
  });

  it('is not assumed without a sign of the releases of OpenShift', () => {
    const tags = itms('tags').mirror('quay.io', ['m.example.com/quay']).object;
    const own = idms('own').mirror(repository, [repository]).object;
    for (const objects of [[blocking('quay.io')], [tags, blocking('quay.io')], [own, blocking('quay.io')]])
      expect(releaseOf(objects).releaseImage).toBeUndefined();
    expect(releaseOf([mirrored, blocking('docker.io')]).releaseImage).toBeUndefined();
    expect(releaseOf([mirrored])).toEqual({ releaseImage: undefined, note: undefined });
  });

  it('is not assumed for a running or a hosted cluster, and not instead of a known one', () => {
    const objects = [mirrored, blocking('quay.io')];
    expect(releaseOf(objects, { ...at(18), isComplete: true }).releaseImage).toBeUndefined();
    expect(releaseOf([...objects, infrastructure]).releaseImage).toBeUndefined();
    const releaseImage = `lab.example.com/ocp/release@sha256:${'1'.repeat(64)}`;
    expect(releaseOf(objects, { ...at(18), releaseImage }).releaseImage).toBe(releaseImage);
    const version = {
      apiVersion: 'config.openshift.io/v1',
      kind: 'ClusterVersion',
      metadata: { name: 'version' },
      status: { desired: { version: '4.18.3' } },
    };
    expect(releaseOf([...objects, version]).releaseImage).toBeUndefined();
  });

  it('is the same for lint and render', () => {
    const clashing = [mirrored, blocking('quay.io', 'quay.io/openshift-release-dev')];
    expect(denialsOf(clashing, at(18))).toEqual(['no-clashing-payload-blocks']);
    expect(render(readCluster(clashing, at(18))).stops).toHaveLength(1);
    expect(denialsOf([mirrored, blocking(repository)], at(18))).toEqual(['no-payload-only-policy']);
    const team = [mirrored, blocking('quay.io'), policy('team', 'ghcr.io/team')];
    expect(denialsOf(team, at(21))).toEqual(['no-stopped-operator']);
    expect(render(readCluster(team, at(21))).stops.map(({ message }) => message)).toEqual([
      'could not update policy json with new changes: clusterimagePolicy configured for the scope ' +
        'ghcr.io/team is not nested inside allowedRegistries',
    ]);
  });

  it('lets the operator drop a block of the unmirrored release from 4.21', () => {
    const objects = [blocking('quay.io'), idms('team').mirror('ghcr.io/team', ['m.example.com/team']).object];
    expect(denialsOf(objects, at(21))).toEqual([]);
    expect(render(readCluster(objects, at(21)))).toMatchObject({
      stops: [],
      ignored: ['the operator would not block quay.io, because the release image must stay available'],
    });
    expect(denialsOf(objects, { openshiftVersion: { major: 5, minor: 0 } })).toEqual(['no-stopped-operator']);
  });

  it('does not take precedence over the release image of the other state in a comparison', () => {
    const version = {
      apiVersion: 'config.openshift.io/v1',
      kind: 'ClusterVersion',
      metadata: { name: 'version' },
      status: {
        desired: { version: '4.18.3', image: `lab.example.com/ocp/release@sha256:${'1'.repeat(64)}` },
      },
    };
    const { before, after } = shareFacts(
      readCluster([mirrored, blocking('quay.io')]),
      readCluster([mirrored, blocking('quay.io'), version]),
    );
    expect(before.state.releaseImage).toBe(after.state.releaseImage);
    expect(diff(before, after).isChange).toBe(false);
  });
});
