import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CaBundleWatch } from '../../src/cluster/ca-bundle-watch.ts';
import { WatchRecorder } from './watch/watch-recorder.ts';
import { status, WatchServer } from './watch/watch-server.ts';

const selector = '?fieldSelector=metadata.name%3Dguard';
const mutating = `/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations${selector}`;
const validating = `/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations${selector}`;
const timing = {
  openMs: 60_000,
  silenceMs: 60_000,
  watchSeconds: 540,
  absentMs: 5,
  firstRetryMs: 2,
  maxRetryMs: 20,
};

let server: WatchServer;
let recorder: WatchRecorder;
let watch: CaBundleWatch;
let changes: number;

beforeEach(async () => {
  server = await new WatchServer().start();
  for (const path of [mutating, validating]) server.serve(path);
  recorder = new WatchRecorder();
  const { meter, logger } = recorder;
  watch = new CaBundleWatch({ api: server.connection, configuration: 'guard', meter, logger, timing });
  changes = 0;
});
afterEach(async () => {
  await watch.stop();
  await server.stop();
});

const start = () => watch.start(() => void changes++);
const areCurrent = () =>
  recorder.until(() =>
    [mutating, validating].every((path) => recorder.recorded.includes(`state ${resourceOf(path)} current`)),
  );
const resourceOf = (path: string) => /v1\/(\w+)/.exec(path)?.[1];

describe('CaBundleWatch', () => {
  it.each([mutating, validating])('reports the creation, change and deletion of %s', async (path) => {
    start();
    await areCurrent();
    const before = changes;
    server.put(path, 'guard');
    await recorder.until(() => changes === before + 1);
    server.put(path, 'guard');
    await recorder.until(() => changes === before + 2);
    server.delete(path, 'guard');
    await recorder.until(() => changes === before + 3);
  });

  it('requests the metadata of the configurations alone', async () => {
    start();
    await areCurrent();
    expect(new Set(server.accepted)).toEqual(
      new Set([
        'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json',
        'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json',
      ]),
    );
  });

  it('logs a missing permission, and retries', async () => {
    server.respondWith('list', mutating, status(403, 'forbidden'));
    start();
    await recorder.until(() => recorder.recorded.includes('state mutatingwebhookconfigurations failed'));
    expect(recorder.logged).toContain('warn Watch failed');
    server.respondWith('list', mutating, undefined);
    await areCurrent();
  });

  it('reports no change after it was stopped', async () => {
    start();
    await areCurrent();
    await watch.stop();
    const before = changes;
    server.put(mutating, 'guard');
    expect(changes).toBe(before);
  });
});
