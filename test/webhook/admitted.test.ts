import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCollectors } from '../../src/cluster/watch/collectors.ts';
import { defaultTiming } from '../../src/cluster/watch/ports.ts';
import { WatchedCluster } from '../../src/cluster/watch/watched-cluster.ts';
import { idms, image, itms } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import type { Stage } from '../../src/webhook/decision.ts';
import { WatchRecorder } from '../cluster/watch/watch-recorder.ts';
import { WatchServer } from '../cluster/watch/watch-server.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { type ReviewOptions, reviewOf, toBytes } from '../support/review.ts';

const resources = createCollectors(() => {}).all.map(({ resource }) => resource);
const pathOf = (name: string) => resources.find(({ resource }) => resource === name)?.path ?? '';

let server: WatchServer;
let cluster: WatchedCluster;

beforeEach(async () => {
  server = await new WatchServer().start();
  for (const { path } of resources) server.serve(path);
  server.put(pathOf('clusterversions'), 'version', { status: { desired: { version: '4.18.3' } } });
  const recorder = new WatchRecorder();
  const { meter, logger } = recorder;
  cluster = new WatchedCluster({
    api: server.connection,
    logger,
    meter,
    maxAgeMs: 600_000,
    timing: defaultTiming,
  });
  cluster.start();
  await recorder.until(() =>
    resources.every(({ resource }) => recorder.recorded.includes(`state ${resource} current`)),
  );
});
afterEach(async () => {
  await cluster.stop();
  await server.stop();
});

function respond(
  object: Parameters<typeof reviewOf>[0],
  { stage = 'validate', ...options }: ReviewOptions & { readonly stage?: Stage } = {},
) {
  const { parts } = recordingParts({ rules, facts: cluster });
  const reply = handleReview({ stage, body: toBytes(reviewOf(object, options)) }, parts);
  if (reply instanceof Promise) throw new Error('the response is not synchronous');
  return JSON.parse(reply.body).response as {
    readonly allowed: boolean;
    readonly status?: { readonly message: string };
  };
}

const digests = idms('digests').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource');
const tags = itms('tags').mirror('quay.io/team', ['a.example.com/team'], 'AllowContactingSource');
const note =
  'The last write of ImageDigestMirrorSet digests was admitted less than 5 seconds ago and is possibly not stored; ' +
  'if it was rejected, retry after 5 seconds';

/** The webhook evaluates each write before the watch reports the previous one. */
describe('a write right after another one', () => {
  it('is denied if it contradicts it, and the denial states that the other is possibly not stored', () => {
    expect(respond(digests).allowed).toBe(true);
    const { allowed, status } = respond(tags);
    expect(allowed).toBe(false);
    expect(status?.message).toContain('no-conflicting-source-policy');
    expect(status?.message).toContain(note);
  });

  it('is denied without that note as soon as the watch shows the other', async () => {
    expect(respond(digests).allowed).toBe(true);
    server.put(pathOf('imagedigestmirrorsets'), 'digests', digests.object as never);
    while (cluster.snapshot().admitted !== undefined) await new Promise((resolve) => setImmediate(resolve));
    const { allowed, status } = respond(tags);
    expect(allowed).toBe(false);
    expect(status?.message).not.toContain('possibly not stored');
  });

  it.each([
    ['a dry run', { request: { dryRun: true } }],
    ['a call of /mutate', { stage: 'mutate' as const }],
    ['a change of labels', { operation: 'UPDATE', oldObject: digests.object }],
    ['a call for a subresource', { request: { subResource: 'status' } }],
  ])('is evaluated without the other if that was %s', (_title, options) => {
    expect(respond(digests, options).allowed).toBe(true);
    expect(cluster.snapshot().admitted).toBeUndefined();
    expect(respond(tags).allowed).toBe(true);
  });

  it('is evaluated without the other if that was denied', () => {
    const wrong = idms('digests').mirror('quay.io/team', ['*.example.com'], 'NeverContactSource');
    expect(respond(wrong).allowed).toBe(false);
    expect(respond(tags).allowed).toBe(true);
  });

  it('is evaluated with the lists of Image cluster', () => {
    expect(respond(image({ blockedRegistries: ['a.example.com'] }), { operation: 'CREATE' }).allowed).toBe(
      true,
    );
    const { allowed, status } = respond(digests);
    expect(allowed).toBe(false);
    expect(status?.message).toContain('no-blocked-mirror');
    expect(status?.message).toContain('The last write of Image cluster was admitted less than 5 seconds ago');
  });

  it('is evaluated without a deleted object', () => {
    server.put(pathOf('imagedigestmirrorsets'), 'digests', digests.object as never);
    expect(respond(digests, { operation: 'DELETE', name: '', oldObject: digests.object }).allowed).toBe(true);
    expect(respond(tags).allowed).toBe(true);
  });
});
