import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCollectors } from '../../../src/cluster/watch/collectors.ts';
import type { WatchTiming } from '../../../src/cluster/watch/ports.ts';
import { WatchedCluster, type WatchedClusterOptions } from '../../../src/cluster/watch/watched-cluster.ts';
import { machineConfig } from '../../support/machine-config.ts';
import { WatchRecorder } from './watch-recorder.ts';
import { status, WatchServer } from './watch-server.ts';

const quick: WatchTiming = {
  openMs: 60_000,
  silenceMs: 60_000,
  watchSeconds: 540,
  absentMs: 5,
  firstRetryMs: 2,
  maxRetryMs: 20,
};
const paths = new Map(
  createCollectors(() => {}).all.map(({ resource: { resource, path } }) => [resource, path]),
);
const required = [
  'imagedigestmirrorsets',
  'imagetagmirrorsets',
  'imagecontentsourcepolicies',
  'images',
  'clusterversions',
];
const digestSets = pathOf('imagedigestmirrorsets');
const images = pathOf('images');
const versions = pathOf('clusterversions');

const openshift = { status: { desired: { version: '4.18.3', image: 'quay.io/ocp/release@sha256:0' } } };
const mirrors = (source: string) => ({
  spec: { imageDigestMirrors: [{ source, mirrors: ['m.example.com/x'] }] },
});

let server: WatchServer;
let recorder: WatchRecorder;
let cluster: WatchedCluster;
let nowMs: number;
let monotonicMs: number;

beforeEach(async () => {
  server = await new WatchServer().start();
  recorder = new WatchRecorder();
  nowMs = 1_000_000;
  monotonicMs = 0;
  cluster = createCluster();
});
afterEach(async () => {
  await cluster.stop();
  await server.stop();
});

function createCluster(more: Partial<WatchedClusterOptions> = {}): WatchedCluster {
  const { meter, logger } = recorder;
  const api = server.connection;
  const clocks = { nowMs: () => nowMs, monotonicMs: () => monotonicMs };
  return new WatchedCluster({ api, logger, meter, maxAgeMs: 600_000, ...clocks, timing: quick, ...more });
}

function pass(ms: number): void {
  nowMs += ms;
  monotonicMs += ms;
}

function pathOf(resource: string): string {
  const path = paths.get(resource);
  if (path === undefined) throw new Error(`${resource} is not watched`);
  return path;
}

/** An OpenShift cluster with all watched resources. */
async function startOpenShift(): Promise<void> {
  for (const path of paths.values()) server.serve(path);
  server.put(versions, 'version', openshift);
  cluster.start();
  await recorder.until(() =>
    [...paths.keys()].every((resource) => recorder.recorded.includes(`state ${resource} current`)),
  );
}

const records = (record: string) => recorder.until(() => recorder.recorded.includes(record));
const names = () => [...(cluster.snapshot().facts.cluster?.objects ?? [])].map(({ name }) => name).sort();

describe('WatchedCluster.check', () => {
  it('waits for all required resources, and names them with the reason', async () => {
    for (const path of paths.values()) server.serve(path);
    server.respondWith('list', images, status(403, 'images is forbidden'));
    expect(cluster.check()).toEqual({
      ok: false,
      reason: `waiting for ${required.join(', ')}; machineconfigs: not read because of --machine-configs off; catalogsources and the pull secret: never read`,
    });
    cluster.start();
    await records('state images failed');
    await recorder.until(() =>
      required
        .filter((name) => name !== 'images')
        .every((name) => recorder.recorded.includes(`state ${name} current`)),
    );
    expect(cluster.check()).toEqual({
      ok: false,
      reason: expect.stringContaining(
        'waiting for images; images: the API server returned 403 for GET /apis/config.openshift.io/v1/images: images is forbidden',
      ),
    });
    server.respondWith('list', images, undefined);
    await records('state images current');
    expect(cluster.check().ok).toBe(true);
  });

  it('is ready in a Kubernetes cluster without the CRDs, and names them', async () => {
    cluster.start();
    await recorder.until(() =>
      [...paths.keys()].every((resource) => recorder.recorded.includes(`state ${resource} absent`)),
    );
    const { ok, reason } = cluster.check();
    expect(ok).toBe(true);
    expect(reason).toContain(
      'watching 14 resources, last contact 0 s ago; imagedigestmirrorsets: the cluster does not have this resource; ',
    );
  });

  it('is ready without optional resources', async () => {
    for (const path of paths.values()) server.serve(path);
    server.respondWith('list', pathOf('machineconfigpools'), status(403, 'no'));
    cluster.start();
    await records('state machineconfigpools failed');
    await recorder.until(() =>
      required.every((resource) => recorder.recorded.includes(`state ${resource} current`)),
    );
    expect(cluster.check()).toEqual({
      ok: true,
      reason: expect.stringContaining('; machineconfigpools: the API server returned 403'),
    });
    expect(cluster.snapshot().facts.missing.machineConfigPools).toContain(
      'could not be read yet (machineconfigpools: the API server returned 403',
    );
  });
});

describe('WatchedCluster.snapshot', () => {
  it('gives the reason for each fact that was not read yet', () => {
    const { facts, takenAtMs } = cluster.snapshot();
    expect(facts).toEqual({
      known: {},
      missing: expect.objectContaining({
        mirrorSets: 'could not be read yet (imagecontentsourcepolicies: waiting for the first list)',
        imageConfig: 'could not be read yet (images: waiting for the first list)',
      }),
    });
    expect(takenAtMs).toBe(0);
  });

  it('contains the facts of the objects, and follows changes', async () => {
    await startOpenShift();
    expect(cluster.snapshot().facts).toMatchObject({
      known: { clusterVersion: { version: { major: 4, minor: 18 } }, imageConfig: {} },
      missing: {},
    });
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    await records('event imagedigestmirrorsets');
    expect(names()).toEqual(['a']);
    server.put(images, 'cluster', { spec: { registrySources: { blockedRegistries: ['docker.io'] } } });
    await records('event images');
    expect(cluster.snapshot().facts.known.imageConfig).toMatchObject({ blockedRegistries: ['docker.io'] });
  });

  it('detects HyperShift by its CRD, and merges it with the platform of Infrastructure', async () => {
    await startOpenShift();
    const platform = () => cluster.snapshot().facts.known.platform;
    server.put(pathOf('infrastructures'), 'cluster', {
      apiVersion: 'config.openshift.io/v1',
      kind: 'Infrastructure',
      status: { controlPlaneTopology: 'SingleReplica', infrastructureTopology: 'SingleReplica' },
    });
    await records('event infrastructures');
    expect(platform()).toEqual({
      isManaged: false,
      isHostedGuest: false,
      isHostingHub: false,
      isSingleNode: true,
    });
    const crds = pathOf('customresourcedefinitions');
    server.put(crds, 'hostedclusters.hypershift.openshift.io');
    await records('event customresourcedefinitions');
    expect(platform()).toEqual({
      isManaged: false,
      isHostedGuest: false,
      isHostingHub: true,
      isSingleNode: true,
    });
    const { version } = cluster.snapshot();
    server.put(crds, 'hostedclusters.hypershift.openshift.io');
    await recorder.until(() => recorder.count('event customresourcedefinitions') === 2);
    expect(cluster.snapshot().version).toBe(version);
    server.delete(crds, 'hostedclusters.hypershift.openshift.io');
    await recorder.until(() => platform()?.isHostingHub === false);
  });

  it('contains the image policies of the cluster and of all namespaces', async () => {
    await startOpenShift();
    const scopes = () =>
      cluster.snapshot().facts.known.imagePolicies?.map(({ namespace, scopes }) => [namespace, scopes]);
    expect(scopes()).toEqual([]);
    const policy = (kind: string, scope: string, metadata = {}) => ({
      apiVersion: 'config.openshift.io/v1',
      kind,
      metadata,
      spec: { scopes: [scope] },
    });
    const namespaced = pathOf('imagepolicies');
    expect(namespaced).toBe('/apis/config.openshift.io/v1/imagepolicies');
    server.put(namespaced, 'signed', policy('ImagePolicy', 'quay.io/team', { namespace: 'team' }));
    await records('event imagepolicies');
    expect(scopes()).toEqual([['team', ['quay.io/team']]]);
    server.put(pathOf('clusterimagepolicies'), 'openshift', policy('ClusterImagePolicy', 'quay.io/ocp'));
    await records('event clusterimagepolicies');
    expect(scopes()).toEqual([
      [undefined, ['quay.io/ocp']],
      ['team', ['quay.io/team']],
    ]);
    // The MCO writes a status entry for each pool, which changes no fact.
    const { version } = cluster.snapshot();
    server.put(namespaced, 'signed', {
      ...policy('ImagePolicy', 'quay.io/team', { namespace: 'team' }),
      status: { conditions: [{ type: 'Pending' }] },
    });
    await recorder.until(() => recorder.count('event imagepolicies') === 2);
    expect(cluster.snapshot().version).toBe(version);
  });

  it('knows the uid of objects, and the labels and the annotation of mirror sets', async () => {
    await startOpenShift();
    server.put(digestSets, 'a', {
      ...mirrors('quay.io/a'),
      metadata: {
        uid: 'uid-a',
        labels: { team: 'platform' },
        annotations: { 'mirrorguard.io/policy-change': 'ImageTagMirrorSet/b', other: 'x' },
      },
    });
    server.put(images, 'cluster', { kind: 'Image', metadata: { uid: 'uid-image' } });
    server.put(pathOf('imagepolicies'), 'signed', {
      kind: 'ImagePolicy',
      metadata: { namespace: 'team', uid: 'uid-policy' },
    });
    await records('event imagepolicies');
    expect(cluster.metadataOf({ kind: 'ImageDigestMirrorSet', name: 'a' })).toEqual({
      uid: 'uid-a',
      labels: { team: 'platform' },
    });
    expect(cluster.metadataOf({ kind: 'Image', name: 'cluster' })).toEqual({ uid: 'uid-image' });
    expect(cluster.metadataOf({ kind: 'ImageTagMirrorSet', name: 'a' })).toBeUndefined();
    await recorder.until(
      () => cluster.metadataOf({ kind: 'ImagePolicy', name: 'team/signed' })?.uid === 'uid-policy',
    );
  });

  it('reports each change of a fact', async () => {
    await startOpenShift();
    let changes = 0;
    cluster.onChange = () => {
      changes += 1;
    };
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    await records('event imagedigestmirrorsets');
    expect(changes).toBe(1);
    server.put(images, 'cluster', { spec: { registrySources: { blockedRegistries: ['docker.io'] } } });
    await records('event images');
    expect(changes).toBe(2);
  });

  it('requests the metadata of CRDs alone', async () => {
    await startOpenShift();
    const requestLines = server.requests.map((request, index) => `${request} ${server.accepted[index]}`);
    expect(requestLines.filter((request) => request.includes('customresourcedefinitions'))).toEqual([
      expect.stringMatching(
        /^list .*metadata\.name%3Dhostedclusters\.hypershift\.openshift\.io&limit=250 .*as=PartialObjectMetadataList/,
      ),
      expect.stringMatching(/^watch .*as=PartialObjectMetadata;/),
    ]);
    expect(requestLines.filter((request) => request.includes('PartialObjectMetadata'))).toHaveLength(4);
  });

  it('detects Windows nodes by the metadata of the nodes that its selector returns', async () => {
    await startOpenShift();
    expect(cluster.snapshot().facts.known.windowsNodes).toBe(false);
    const nodes = pathOf('nodes');
    expect(nodes).toBe('/api/v1/nodes?labelSelector=kubernetes.io%2Fos%3Dwindows');
    server.put(nodes, 'win-1', {});
    await records('event nodes');
    expect(cluster.snapshot().facts.known.windowsNodes).toBe(true);
    const requestLines = server.requests.map((request, index) => `${request} ${server.accepted[index]}`);
    expect(requestLines.find((request) => request.startsWith('list /api/v1/nodes'))).toMatch(
      /as=PartialObjectMetadataList/,
    );
  });

  it('does not request MachineConfigs by default', async () => {
    await startOpenShift();
    expect(server.requests.filter((request) => request.includes('/machineconfigs'))).toEqual([]);
    const { known, missing } = cluster.snapshot().facts;
    expect(known.machineConfigFiles).toBeUndefined();
    expect(missing.machineConfigFiles).toBe(
      'is not known (machineconfigs: not read because of --machine-configs off)',
    );
    expect(recorder.recorded).toContain('state machineconfigs excluded');
    expect(cluster.check().reason).toMatch(
      /^watching 14 resources, last contact \d+ s ago; machineconfigs: not read because of --machine-configs off; catalogsources and the pull secret: never read$/,
    );
  });

  it('reads MachineConfigs in small pages, and retains only their files of /etc/containers', async () => {
    const { meter, logger } = recorder;
    const reading = new WatchedCluster({
      api: server.connection,
      logger,
      meter,
      maxAgeMs: 600_000,
      readsMachineConfigs: true,
      timing: quick,
    });
    const path =
      '/apis/machineconfiguration.openshift.io/v1/machineconfigs?labelSelector=machineconfiguration.openshift.io%2Frole';
    for (const each of [...paths.values(), path]) server.serve(each);
    const secret = { '/var/lib/kubelet/config.json': '{"auths":{}}' };
    for (let index = 0; index < 7; index++) {
      const file = `/etc/containers/registries.conf.d/${index}.conf`;
      server.put(path, `mc-${index}`, machineConfig(`mc-${index}`, 'worker', { ...secret, [file]: '' }));
    }
    reading.start();
    try {
      await records('state machineconfigs current');
      expect(recorder.recorded).not.toContain('state machineconfigs excluded');
      expect(
        server.requests.filter(
          (request) => request.startsWith('list ') && request.includes('/machineconfigs'),
        ),
      ).toEqual([expect.stringContaining('limit=5'), expect.stringContaining('limit=5')]);
      const { machineConfigFiles } = reading.snapshot().facts.known;
      expect(machineConfigFiles?.map(({ machineConfig: name, index }) => `${name} ${index}`)).toEqual(
        Array.from({ length: 7 }, (_, index) => `mc-${index} 1`),
      );
    } finally {
      await reading.stop();
    }
  });

  it('gives the reason if the cluster has no ClusterVersion', async () => {
    for (const path of paths.values()) server.serve(path);
    cluster.start();
    await records('state clusterversions current');
    expect(cluster.snapshot().facts.missing.clusterVersion).toBe(
      'is not known: the cluster has none (clusterversions)',
    );
  });

  it('contains mirror sets whose CRD is created later', async () => {
    cluster.start();
    await records('state imagedigestmirrorsets absent');
    server.serve(digestSets);
    await records('state imagedigestmirrorsets current');
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    await recorder.until(() => names().includes('a'));
  });

  it('removes objects that were deleted between two watches', async () => {
    await startOpenShift();
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    server.put(digestSets, 'b', mirrors('quay.io/b'));
    await recorder.until(() => recorder.count('event imagedigestmirrorsets') === 2);
    await listAgain(() => server.forget(digestSets, 'a'));
    expect(names()).toEqual(['b']);
  });
});

/**
 * Forces a new list of the digest mirror sets: resets the watch and responds to the next one with 410
 * (expired).
 */
async function listAgain(meanwhile: () => void): Promise<void> {
  server.respondWith('watch', digestSets, status(410, 'too old'));
  meanwhile();
  server.resetWatches(digestSets);
  await records('restart imagedigestmirrorsets expired');
  server.respondWith('watch', digestSets, undefined);
  const open = server.nextWatch(digestSets);
  await open;
}

describe('WatchedCluster.snapshot, over time', () => {
  it('keeps its identity and version while no fact changes', async () => {
    await startOpenShift();
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    await records('event imagedigestmirrorsets');
    const before = cluster.snapshot();
    const [object] = before.facts.cluster?.objects ?? [];
    server.put(images, 'cluster', { spec: {} });
    await records('event images');
    await listAgain(() => {});
    const after = cluster.snapshot();
    expect(after.facts).toBe(before.facts);
    expect(after.facts.known.imageConfig).toBe(before.facts.known.imageConfig);
    expect([...(after.facts.cluster?.objects ?? [])][0]).toBe(object);
    expect(after.version).toBe(before.version);
  });

  it('has a new version after every change', async () => {
    await startOpenShift();
    const { version } = cluster.snapshot();
    expect(version).toMatch(/^lfls-\d+$/);
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    await records('event imagedigestmirrorsets');
    expect(cluster.snapshot().version).not.toBe(version);
  });

  it('is as old as the oldest required resource', async () => {
    await startOpenShift();
    pass(50_000);
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    await records('event imagedigestmirrorsets');
    expect(cluster.snapshot().takenAtMs).toBe(1_000_000);
    expect(cluster.check().reason).toContain('watching 14 resources, last contact 50 s ago');
  });

  it('omits facts that are too old, and contains them again after the API server recovers', async () => {
    await startOpenShift();
    const before = cluster.snapshot();
    server.respondWith('list', digestSets, status(503, 'no backend'));
    server.resetWatches(digestSets);
    await records('state imagedigestmirrorsets failed');
    pass(600_000);
    expect(Object.keys(cluster.snapshot().facts.missing)).toEqual(['machineConfigFiles']);
    pass(1);
    const { facts } = cluster.snapshot();
    expect(facts.cluster).toBeUndefined();
    expect(facts.missing.mirrorSets).toMatch(/^is 600 s old, which is too old to use \(/);
    expect(cluster.check()).toEqual({
      ok: true,
      reason: expect.stringContaining('imagedigestmirrorsets: the API server returned 503'),
    });
    server.respondWith('list', digestSets, undefined);
    for (const path of paths.values()) server.bookmark(path);
    await recorder.until(() => recorder.count('state imagedigestmirrorsets current') === 2);
    server.put(digestSets, 'z', mirrors('quay.io/z'));
    await recorder.until(() => recorder.recorded.includes('event imagedigestmirrorsets'));
    expect(cluster.snapshot().facts.cluster).toBe(before.facts.cluster);
    expect(names()).toEqual(['z']);
  });

  const short = { maxAgeMs: 10_000, timing: { ...quick, silenceMs: 150_000 } };

  it('contains facts of a working watch that are older than a short limit, until the watch is lost', async () => {
    cluster = createCluster(short);
    await startOpenShift();
    pass(150_000);
    expect(Object.keys(cluster.snapshot().facts.missing)).toEqual(['machineConfigFiles']);
    pass(1);
    expect(cluster.snapshot().facts.missing.mirrorSets).toMatch(/^is 150 s old, .*: the watch is silent\)$/);
  });

  it('omits facts of a failed watch that are older than a short limit', async () => {
    cluster = createCluster(short);
    await startOpenShift();
    server.respondWith('list', digestSets, status(503, 'no backend'));
    server.resetWatches(digestSets);
    await records('state imagedigestmirrorsets failed');
    pass(10_000);
    expect(Object.keys(cluster.snapshot().facts.missing)).toEqual(['machineConfigFiles']);
    pass(1);
    const { missing } = cluster.snapshot().facts;
    expect(missing.mirrorSets).toMatch(/^is 10 s old, which is too old to use \(/);
    expect(missing.clusterVersion).toBeUndefined();
  });

  it.each([
    ['an hour ahead', 3_600_000],
    ['an hour back', -3_600_000],
  ])('contains current facts of the same age after the clock is set %s', async (_, stepMs) => {
    await startOpenShift();
    const before = cluster.snapshot();
    pass(5000);
    nowMs += stepMs;
    const { facts, takenAtMs } = cluster.snapshot();
    expect(facts).toBe(before.facts);
    expect(nowMs - takenAtMs).toBe(5000);
    expect(cluster.check().reason).toContain('last contact 5 s ago');
  });

  it('omits facts that are too old although the clock was set back', async () => {
    await startOpenShift();
    server.respondWith('list', digestSets, status(503, 'no backend'));
    server.resetWatches(digestSets);
    await records('state imagedigestmirrorsets failed');
    nowMs -= 3_600_000;
    pass(600_001);
    expect(cluster.snapshot().facts.cluster).toBeUndefined();
  });

  it('has the whole state again after the API server was away', async () => {
    await startOpenShift();
    server.put(digestSets, 'old', mirrors('quay.io/old'));
    await records('event imagedigestmirrorsets');
    await server.leave();
    await recorder.until(() => required.every((each) => recorder.recorded.includes(`state ${each} failed`)));
    // Within the age limit, the webhook uses the last state.
    pass(300_000);
    expect(names()).toEqual(['old']);
    server.forget(digestSets, 'old');
    pass(300_001);
    expect(cluster.snapshot().facts.missing.mirrorSets).toMatch(/^is 600 s old/);
    await server.comeBack();
    await recorder.until(() =>
      [...paths.keys()].every((each) => recorder.count(`state ${each} current`) === 2),
    );
    expect(names()).toEqual([]);
    expect(cluster.snapshot().facts.missing.mirrorSets).toBeUndefined();
    server.put(digestSets, 'new', mirrors('quay.io/new'));
    await recorder.until(() => recorder.count('event imagedigestmirrorsets') === 2);
    expect(names()).toEqual(['new']);
  });
});
