import { describe, expect, it } from '@jest/globals';
import { type GivenCluster, nameless, readCluster } from '../../src/engine/cluster.ts';
import { icsp, idms } from '../../src/rules/example.ts';

const config = (kind: string, name: string, rest: object) => ({
  apiVersion: 'config.openshift.io/v1',
  kind,
  metadata: { name },
  ...rest,
});
const version = config('ClusterVersion', 'version', {
  status: { desired: { version: '4.15.3', image: 'quay.io/r@sha256:1' } },
});
const image = config('Image', 'cluster', { spec: { registrySources: { blockedRegistries: ['docker.io'] } } });
const facts = (objects: readonly unknown[], given = {}) =>
  readCluster(objects, given).assumed.map(({ fact }) => fact);

describe('readCluster', () => {
  it('accepts any value as an object, and never throws', () => {
    for (const thing of [
      null,
      7,
      'x',
      [],
      {},
      { kind: 7 },
      { kind: 'List' },
      { kind: 'ImageDigestMirrorSet', spec: [] },
    ]) {
      expect(() => readCluster([thing])).not.toThrow();
    }
  });

  it('reads lists inside lists', () => {
    const inner = { kind: 'ImageDigestMirrorSetList', items: [idms('a').object] };
    expect(readCluster([{ kind: 'List', items: [inner, version] }]).state).toMatchObject({
      mirrorSets: [{ name: 'a' }],
      version: { major: 4, minor: 15, patch: 3 },
    });
  });

  it('uses the later of two objects with the same name, with a note', () => {
    const { state, notes } = readCluster([
      idms('a').mirror('quay.io/x', ['m.io/x']).object,
      idms('a').object,
      icsp('a').object,
    ]);
    expect(state.mirrorSets.map(({ kind, entries }) => [kind, entries.length])).toEqual([
      ['ImageDigestMirrorSet', 0],
      ['ImageContentSourcePolicy', 0],
    ]);
    expect(notes).toMatchObject([
      { path: ['metadata', 'name'], message: expect.stringMatching(/the last one, here, is used/) },
    ]);
  });

  it('does not merge objects without a name', () => {
    const unnamed = { ...idms('').object, metadata: {} };
    expect(readCluster([unnamed, { ...unnamed }]).state.mirrorSets.map(({ name }) => name)).toEqual([
      nameless,
      nameless,
    ]);
  });

  it('omits objects whose kind is misspelled or missing, with a note', () => {
    const { kind: _, ...unnamed } = idms('b').object;
    const { state, notes } = readCluster([
      { ...idms('a').object, kind: 'imagedigestmirrorset' },
      { ...unnamed, spec: { imageDigestMirrors: [] } },
    ]);
    expect(state.mirrorSets).toEqual([]);
    expect(notes.map(({ message }) => message)).toEqual([
      'unknown kind "imagedigestmirrorset"; the object is ignored. Did you mean ImageDigestMirrorSet?',
      'the object has no kind; the object is ignored. Did you mean ImageDigestMirrorSet?',
    ]);
  });

  it('has a note for kinds that the release does not have', () => {
    const { notes } = readCluster([idms('a').object, icsp('b').object], {
      openshiftVersion: { major: 4, minor: 12 },
    });
    expect(notes).toMatchObject([
      {
        path: ['kind'],
        message: 'OpenShift 4.12 has no kind ImageDigestMirrorSet; it has no effect',
      },
    ]);
    expect(readCluster([idms('a').object], { openshiftVersion: { major: 4, minor: 13 } }).notes).toEqual([]);
  });

  it('reports that a release is unknown', () => {
    const assumed = (major: number, minor: number) =>
      readCluster([idms('a').object], { openshiftVersion: { major, minor } })
        .assumed.map(({ assumed: text }) => text)
        .filter((text) => text.includes('unknown; assuming the behavior'));
    expect(assumed(5, 3)).toEqual([
      'OpenShift 5.3 is unknown; assuming the behavior of 5.2, the newest known release',
    ]);
    expect(assumed(4, 24)).toHaveLength(1);
    expect(assumed(6, 0)).toHaveLength(1);
    expect([assumed(4, 22), assumed(4, 23), assumed(5, 0), assumed(5, 2)]).toEqual([[], [], [], []]);
  });

  it('lists assumptions that have an effect', () => {
    expect(facts([])).toEqual([
      'mirrorSets',
      'imageConfig',
      'clusterVersion',
      'nodeDisruption',
      'machineConfigPools',
    ]);
    expect(facts([idms('a').object, version])).toEqual([
      'imageConfig',
      'drainOverride',
      'machineConfigPools',
    ]);
    expect(facts([idms('a').object, image], { openshiftVersion: { major: 4, minor: 20 } })).toContain(
      'releaseImage',
    );
    expect(facts([idms('a').object, image, version])).not.toContain('releaseImage');
  });

  describe('without a ClusterImagePolicy', () => {
    const assumedPolicies = (objects: readonly unknown[], given: GivenCluster = {}) =>
      readCluster(objects, given).state.imagePolicies?.filter(({ isAssumed }) => isAssumed === true);
    const policy = (kind: string) => ({
      apiVersion: 'config.openshift.io/v1',
      kind,
      metadata: { name: 'p', namespace: 'team' },
      spec: { scopes: ['a.io'] },
    });

    const given: GivenCluster = { openshiftVersion: { major: 4, minor: 21 } };

    it('assumes the policy of the release starting with 4.21', () => {
      const openshift = [
        { name: 'openshift', scopes: ['quay.io/openshift-release-dev/ocp-release'], isAssumed: true },
      ];
      expect(assumedPolicies([], given)).toEqual(openshift);
      expect(assumedPolicies([policy('ImagePolicy')], given)).toEqual(openshift);
      expect(assumedPolicies([], { openshiftVersion: { major: 4, minor: 20 } })).toEqual([]);
    });

    it('assumes no policy if another one exists, for a complete cluster, for a hosted cluster and for OKD', () => {
      const infrastructure = {
        apiVersion: 'config.openshift.io/v1',
        kind: 'Infrastructure',
        metadata: { name: 'cluster' },
        status: { controlPlaneTopology: 'External' },
      };
      expect(assumedPolicies([policy('ClusterImagePolicy')], given)).toEqual([]);
      expect(assumedPolicies([], { ...given, isComplete: true })).toEqual([]);
      expect(assumedPolicies([infrastructure], given)).toEqual([]);
      expect(assumedPolicies([], { ...given, releaseImage: 'quay.io/okd/scos-release@sha256:1' })).toEqual(
        [],
      );
    });

    it('assumes no policy for an unknown version', () => {
      expect(assumedPolicies([])).toEqual([]);
      expect(assumedPolicies([], { releaseImage: `quay.io/ocp/release@sha256:${'0'.repeat(64)}` })).toEqual(
        [],
      );
    });
  });

  describe('of a running cluster', () => {
    const unknown = { imagePolicies: 'forbidden' };

    it('has no objects of kinds that were not read', () => {
      const { optionalFacts, imageConfig, assumed } = readCluster([version], { isComplete: true });
      expect(imageConfig).toEqual({});
      expect(assumed).toEqual([]);
      expect(optionalFacts).toEqual({
        nodeDisruption: [],
        drainOverride: false,
        machineConfigPools: [],
        platform: { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: false },
        imagePolicies: [],
        machineConfigFiles: [],
        windowsNodes: false,
        imageModePools: [],
      });
    });

    it('reports facts that could not be read', () => {
      const { optionalFacts, assumed } = readCluster([version], { isComplete: true, unknown });
      expect(optionalFacts.imagePolicies).toBeUndefined();
      expect(assumed).toEqual([
        { fact: 'imagePolicies', assumed: 'imagePolicies is unknown: forbidden; predictions ignore it' },
      ]);
    });

    it('reports a missing ClusterVersion', () => {
      expect(readCluster([], { isComplete: true }).assumed.map(({ assumed }) => assumed)).toEqual([
        'the cluster has no ClusterVersion "version"; assuming OpenShift 4.22',
      ]);
    });
  });

  it('gives values of the caller precedence over objects', () => {
    const { state } = readCluster([version], {
      openshiftVersion: { major: 4, minor: 20 },
      releaseImage: 'quay.io/other@sha256:2',
    });
    expect(state).toMatchObject({ version: { major: 4, minor: 20 }, releaseImage: 'quay.io/other@sha256:2' });
    expect(readCluster([version], { openshiftVersion: { major: 4, minor: 20 } }).state.releaseImage).toBe(
      'quay.io/r@sha256:1',
    );
  });
});
