import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { untilTrue } from '../../support/until-true.ts';
import {
  lists,
  openWatch,
  path,
  reachesState,
  recorder,
  recovers,
  server,
  startWatch,
  useWatchServer,
  watch,
} from './watch-fixture.ts';
import { status } from './watch-server.ts';

useWatchServer();

const html = (response: ServerResponse) => response.setHeader('Content-Type', 'text/html').end('<html>');

describe('ResourceWatch, if the API server fails', () => {
  const forbidden = 'sets.example.com is forbidden: User "mirrorguard" cannot list resource "sets"';

  it('reports the missing permission to list, and watches after it is granted', async () => {
    server.respondWith('list', path, status(403, forbidden));
    startWatch();
    await reachesState('failed');
    expect(watch.state).toEqual({
      kind: 'failed',
      reason: `the API server returned 403 for GET ${path}: ${forbidden}`,
    });
    expect(watch.lastContactMs).toBeUndefined();
    server.respondWith('list', path, undefined);
    await reachesState('current');
    await recovers();
    expect(recorder.logged).toEqual(['warn Watch failed', 'info Resumed watch']);
  });

  it('reports the missing permission to watch without reporting success in between', async () => {
    server.respondWith('watch', path, status(403, 'cannot watch resource "sets"'));
    startWatch();
    await recorder.until(() => recorder.count('restart sets failed') === 3);
    expect(watch.state).toEqual({
      kind: 'failed',
      reason: `the API server returned 403 for GET ${path}: cannot watch resource "sets"`,
    });
    expect({ current: recorder.count('state sets current'), logged: recorder.logged }).toEqual({
      current: 0,
      logged: ['warn Watch failed'],
    });
    server.respondWith('watch', path, undefined);
    await reachesState('current');
    await recovers();
  });

  it.each([
    ['an error', status(500, 'etcdserver: request timed out'), 'etcdserver: request timed out'],
    ['HTML', html, 'is not a list'],
    ['a reset', (response: ServerResponse) => server.reset(response), 'ECONNRESET'],
  ])(
    'retries after %s instead of a list with increasing delays, and retains known objects',
    async (_, answer, reason) => {
      server.put(path, 'a');
      const first = await openWatch({ firstRetryMs: 1, maxRetryMs: 40 });
      server.respondWith('list', path, answer);
      first.end();
      const startedMs = performance.now();
      await recorder.until(() => recorder.count('restart sets failed') === 7);
      // Delays of 1, 2, 4, 8, 16, 32 and 40 ms, with a jitter of up to minus a quarter.
      expect(performance.now() - startedMs).toBeGreaterThan(70);
      expect(watch.state).toEqual({ kind: 'failed', reason: expect.stringContaining(reason) });
      expect(recorder.names).toEqual(['a']);
      server.respondWith('list', path, undefined);
      await reachesState('current');
      await recovers();
    },
  );

  it.each([
    ['a reset', (response: ServerResponse) => server.reset(response), /ECONNRESET/],
    ['missing', () => {}, /did not respond to the watch of \/apis\/example.com\/v1\/sets within 0.03 s/],
  ])('fails, and does not become current, if the response to the watch is %s', async (_, answer, reason) => {
    server.respondWith('watch', path, answer);
    startWatch({ openMs: 30 });
    await reachesState('failed');
    expect(watch.state).toEqual({ kind: 'failed', reason: expect.stringMatching(reason) });
    server.respondWith('watch', path, undefined);
    await reachesState('current');
    await recovers();
  });

  it.each([
    ['a line that is not JSON', 'not JSON\n', 'the watch sent a line that is not an event'],
    [
      'an event of an unknown type',
      '{"type":"MOVED","object":{"metadata":{"name":"x"}}}\n',
      'the watch sent a line that is not an event',
    ],
    [
      'an error without a reason',
      '{"type":"ERROR","object":{"code":500}}\n',
      'the watch failed without a reason',
    ],
    ['an error', '{"type":"ERROR","object":{"code":500,"message":"no leader"}}\n', 'no leader'],
  ])('lists again after %s', async (_, line, reason) => {
    const first = await openWatch();
    const next = server.nextWatch(path);
    let reported = '';
    const failed = recorder.until(() => {
      if (watch.state.kind === 'failed') reported = watch.state.reason;
      return reported !== '';
    });
    first.write(line);
    await failed;
    await next;
    expect(reported).toBe(reason);
    expect(lists()).toBe(2);
    await recovers();
  });
});

describe('ResourceWatch.stop', () => {
  it.each([
    ['while nothing happens', undefined, undefined],
    ['during a list without a response', 'list', () => {}],
    ['during a watch without a response', 'watch', () => {}],
    ['during a long delay', 'list', status(500, 'no')],
  ] as const)('ends %s', async (_, verb, answer) => {
    if (verb !== undefined) server.respondWith(verb, path, answer);
    startWatch({ firstRetryMs: 60_000, maxRetryMs: 60_000 });
    const expectedRequests = verb === 'list' ? 1 : 2;
    await untilTrue(() => server.requests.length >= expectedRequests);
    // The delays of this test are longer than its timeout.
    await watch.stop();
    const records = recorder.recorded.length;
    await watch.stop();
    expect(recorder.recorded).toHaveLength(records);
  });

  it('ends while the resource is absent', async () => {
    server.withdraw(path);
    startWatch({ absentMs: 60_000 });
    await reachesState('absent');
    await watch.stop();
    expect(watch.state).toEqual({ kind: 'absent' });
  });
});
