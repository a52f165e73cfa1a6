import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCollectors } from '../../../src/cluster/watch/collectors.ts';
import type { WatchTiming } from '../../../src/cluster/watch/ports.ts';
import { WatchedCluster } from '../../../src/cluster/watch/watched-cluster.ts';
import { WatchRecorder } from './watch-recorder.ts';
import { status, WatchServer } from './watch-server.ts';

const quick: WatchTiming = {
  silenceMs: 60_000,
  watchSeconds: 540,
  absentMs: 5,
  firstRetryMs: 2,
  longestRetryMs: 20,
};
const paths = new Map(createCollectors(() => {}).all.map(({ resource, path }) => [resource, path]));
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

beforeEach(async () => {
  server = await new WatchServer().start();
  recorder = new WatchRecorder();
  nowMs = 1_000_000;
  const { meter, logger } = recorder;
  const api = server.connection;
  cluster = new WatchedCluster({
    api,
    logger,
    meter,
    longestAgeMs: 600_000,
    nowMs: () => nowMs,
    timing: quick,
  });
});
afterEach(async () => {
  await cluster.stop();
  await server.stop();
});

function pathOf(resource: string): string {
  const path = paths.get(resource);
  if (path === undefined) throw new Error(`${resource} is not watched`);
  return path;
}

/** An OpenShift cluster: everything that is watched is there. */
async function startOpenShift(): Promise<void> {
  for (const path of paths.values()) server.serve(path);
  server.put(versions, 'version', openshift);
  cluster.start();
  await recorder.until(() =>
    [...paths.keys()].every((resource) => recorder.told.includes(`standing ${resource} current`)),
  );
}

const tells = (said: string) => recorder.until(() => recorder.told.includes(said));
const names = () => [...(cluster.snapshot().facts.cluster?.objects ?? [])].map(({ name }) => name).sort();

describe('readiness', () => {
  it('waits for everything that decisions need, and says for what and why', async () => {
    for (const path of paths.values()) server.serve(path);
    server.answer('list', images, status(403, 'images is forbidden'));
    expect(cluster.look()).toEqual({ ok: false, reason: `waiting for ${required.join(', ')}` });
    cluster.start();
    await tells('standing images failed');
    await recorder.until(() =>
      required
        .filter((name) => name !== 'images')
        .every((name) => recorder.told.includes(`standing ${name} current`)),
    );
    expect(cluster.look()).toEqual({
      ok: false,
      reason: expect.stringContaining(
        'waiting for images; images: the API server answers 403 to GET /apis/config.openshift.io/v1/images: images is forbidden',
      ),
    });
    server.answer('list', images, undefined);
    await tells('standing images current');
    expect(cluster.look().ok).toBe(true);
  });

  it('is there on a plain Kubernetes, which has none of it, and says so', async () => {
    cluster.start();
    await recorder.until(() =>
      [...paths.keys()].every((resource) => recorder.told.includes(`standing ${resource} absent`)),
    );
    const { ok, reason } = cluster.look();
    expect(ok).toBe(true);
    expect(reason).toContain(
      '11 resources are watched, last heard 0 s ago; imagedigestmirrorsets: this cluster has no such resource; ',
    );
  });

  it('does not wait for what rules can do without', async () => {
    for (const path of paths.values()) server.serve(path);
    server.answer('list', pathOf('machineconfigpools'), status(403, 'no'));
    cluster.start();
    await tells('standing machineconfigpools failed');
    await recorder.until(() =>
      required.every((resource) => recorder.told.includes(`standing ${resource} current`)),
    );
    expect(cluster.look()).toEqual({
      ok: true,
      reason: expect.stringContaining('; machineconfigpools: the API server answers 403'),
    });
    expect(cluster.snapshot().facts.missing.machineConfigPools).toContain(
      'could not be read yet: machineconfigpools the API server answers 403',
    );
  });
});

describe('the facts of a watched cluster', () => {
  it('are missing with the reason until they are read', () => {
    const { facts, takenAtMs } = cluster.snapshot();
    expect(facts).toEqual({
      known: {},
      missing: expect.objectContaining({
        mirrorSets: 'could not be read yet: imagecontentsourcepolicies are being listed',
        imageConfig: 'could not be read yet: images are being listed',
      }),
    });
    expect(takenAtMs).toBe(0);
  });

  it('are what the objects say, and follow them', async () => {
    await startOpenShift();
    expect(cluster.snapshot().facts).toMatchObject({
      known: { clusterVersion: { version: { major: 4, minor: 18 } }, imageConfig: {} },
      missing: {},
    });
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    await tells('event imagedigestmirrorsets');
    expect(names()).toEqual(['a']);
    server.put(images, 'cluster', { spec: { registrySources: { blockedRegistries: ['docker.io'] } } });
    await tells('event images');
    expect(cluster.snapshot().facts.known.imageConfig).toMatchObject({ blockedRegistries: ['docker.io'] });
  });

  it('know that HyperShift is there as soon as its definition is, and beside what Infrastructure says', async () => {
    await startOpenShift();
    const platform = () => cluster.snapshot().facts.known.platform;
    server.put(pathOf('infrastructures'), 'cluster', {
      apiVersion: 'config.openshift.io/v1',
      kind: 'Infrastructure',
      status: { controlPlaneTopology: 'SingleReplica', infrastructureTopology: 'SingleReplica' },
    });
    await tells('event infrastructures');
    expect(platform()).toEqual({
      isManaged: false,
      isHostedGuest: false,
      isHostingHub: false,
      isSingleNode: true,
    });
    const definitions = pathOf('customresourcedefinitions');
    server.put(definitions, 'hostedclusters.hypershift.openshift.io');
    await tells('event customresourcedefinitions');
    expect(platform()).toEqual({
      isManaged: false,
      isHostedGuest: false,
      isHostingHub: true,
      isSingleNode: true,
    });
    const { version } = cluster.snapshot();
    server.put(definitions, 'hostedclusters.hypershift.openshift.io');
    await recorder.until(() => recorder.count('event customresourcedefinitions') === 2);
    expect(cluster.snapshot().version).toBe(version);
    server.delete(definitions, 'hostedclusters.hypershift.openshift.io');
    await recorder.until(() => platform()?.isHostingHub === false);
  });

  it('read of definitions no more than that they are there', async () => {
    await startOpenShift();
    const asked = server.requests.map((request, index) => `${request} ${server.accepted[index]}`);
    expect(asked.filter((request) => request.includes('customresourcedefinitions'))).toEqual([
      expect.stringMatching(
        /^list .*metadata\.name%3Dhostedclusters\.hypershift\.openshift\.io&limit=250 .*as=PartialObjectMetadataList/,
      ),
      expect.stringMatching(/^watch .*as=PartialObjectMetadata;/),
    ]);
    expect(asked.filter((request) => request.includes('PartialObjectMetadata'))).toHaveLength(2);
  });

  it('have no version of a cluster that has none, and the reason', async () => {
    for (const path of paths.values()) server.serve(path);
    cluster.start();
    await tells('standing clusterversions current');
    expect(cluster.snapshot().facts.missing.clusterVersion).toBe(
      'is not known: the cluster has none (clusterversions)',
    );
  });

  it('come with definitions that come later', async () => {
    cluster.start();
    await tells('standing imagedigestmirrorsets absent');
    server.serve(digestSets);
    await tells('standing imagedigestmirrorsets current');
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    await recorder.until(() => names().includes('a'));
  });

  it('lose with the next list what went while nobody watched', async () => {
    await startOpenShift();
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    server.put(digestSets, 'b', mirrors('quay.io/b'));
    await recorder.until(() => recorder.count('event imagedigestmirrorsets') === 2);
    await listAnew(() => server.forget(digestSets, 'a'));
    expect(names()).toEqual(['b']);
  });
});

/** Cuts the watch of the digest sets off, and says that its version is too old. */
async function listAnew(meanwhile: () => void): Promise<void> {
  server.answer('watch', digestSets, status(410, 'too old'));
  meanwhile();
  server.cutOff(digestSets);
  await tells('restart imagedigestmirrorsets expired');
  server.answer('watch', digestSets, undefined);
  const open = server.nextWatch(digestSets);
  await open;
}

describe('a snapshot', () => {
  it('is the same, with the same values and the same version, as long as nothing changes', async () => {
    await startOpenShift();
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    await tells('event imagedigestmirrorsets');
    const before = cluster.snapshot();
    const [object] = before.facts.cluster?.objects ?? [];
    server.put(images, 'cluster', { spec: {} });
    await tells('event images');
    await listAnew(() => {});
    const after = cluster.snapshot();
    expect(after.facts).toBe(before.facts);
    expect(after.facts.known.imageConfig).toBe(before.facts.known.imageConfig);
    expect([...(after.facts.cluster?.objects ?? [])][0]).toBe(object);
    expect(after.version).toBe(before.version);
  });

  it('has another version after every change', async () => {
    await startOpenShift();
    const { version } = cluster.snapshot();
    expect(version).toMatch(/^lfls-\d+$/);
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    await tells('event imagedigestmirrorsets');
    expect(cluster.snapshot().version).not.toBe(version);
  });

  it('is as old as the oldest of what decisions need', async () => {
    await startOpenShift();
    nowMs += 50_000;
    server.put(digestSets, 'a', mirrors('quay.io/a'));
    await tells('event imagedigestmirrorsets');
    expect(cluster.snapshot().takenAtMs).toBe(1_000_000);
    expect(cluster.look().reason).toContain('11 resources are watched, last heard 50 s ago');
  });

  it('does without what is too old, and has it again when the API server is back', async () => {
    await startOpenShift();
    const before = cluster.snapshot();
    server.answer('list', digestSets, status(503, 'no backend'));
    server.cutOff(digestSets);
    await tells('standing imagedigestmirrorsets failed');
    nowMs += 600_000;
    expect(cluster.snapshot().facts.missing).toEqual({});
    nowMs += 1;
    const { facts } = cluster.snapshot();
    expect(facts.cluster).toBeUndefined();
    expect(facts.missing.mirrorSets).toMatch(/^is 600 s old, which is too old to rely on \(/);
    expect(cluster.look()).toEqual({
      ok: true,
      reason: expect.stringContaining('imagedigestmirrorsets: the API server answers 503'),
    });
    server.answer('list', digestSets, undefined);
    for (const path of paths.values()) server.bookmark(path);
    await recorder.until(() => recorder.count('standing imagedigestmirrorsets current') === 2);
    server.put(digestSets, 'z', mirrors('quay.io/z'));
    await recorder.until(() => recorder.told.includes('event imagedigestmirrorsets'));
    expect(cluster.snapshot().facts.cluster).toBe(before.facts.cluster);
    expect(names()).toEqual(['z']);
  });
});
