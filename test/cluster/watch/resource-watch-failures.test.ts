import { describe, expect, it } from '@jest/globals';
import {
  lists,
  openWatch,
  path,
  recorder,
  recovers,
  server,
  stands,
  startWatch,
  useWatchServer,
  watch,
} from './watch-fixture.ts';
import { status } from './watch-server.ts';

useWatchServer();

describe('an API server that does not do it', () => {
  const forbidden = 'sets.example.com is forbidden: User "mirrorguard" cannot list resource "sets"';

  it('says which permission is missing, and is watched once it is given', async () => {
    server.answer('list', path, status(403, forbidden));
    startWatch();
    await stands('failed');
    expect(watch.standing).toEqual({
      kind: 'failed',
      reason: `the API server answers 403 to GET ${path}: ${forbidden}`,
    });
    expect(watch.lastContactMs).toBeUndefined();
    server.answer('list', path, undefined);
    await stands('current');
    await recovers();
    expect(recorder.logged).toEqual(['warn cluster cannot be watched', 'info cluster is watched again']);
  });

  it('may allow the list and not the watch: that is said in its words, without a word of success in between', async () => {
    server.answer('watch', path, status(403, 'cannot watch resource "sets"'));
    startWatch();
    await recorder.until(() => recorder.count('restart sets failed') === 3);
    expect(watch.standing).toEqual({
      kind: 'failed',
      reason: `the API server answers 403 to GET ${path}: cannot watch resource "sets"`,
    });
    expect({ current: recorder.count('standing sets current'), logged: recorder.logged }).toEqual({
      current: 0,
      logged: ['warn cluster cannot be watched'],
    });
    server.answer('watch', path, undefined);
    await stands('current');
    await recovers();
  });

  it.each([
    ['an error', status(500, 'etcdserver: request timed out'), 'etcdserver: request timed out'],
    ['plain text', (response: { end(text: string): unknown }) => void response.end('"<html>"'), 'is no list'],
    [
      'a reset',
      (response: { socket: { resetAndDestroy(): unknown } | null }) =>
        void response.socket?.resetAndDestroy(),
      'ECONNRESET',
    ],
  ])(
    'is asked again after %s instead of a list, ever more slowly, and what was known stays known',
    async (_, answer, reason) => {
      server.put(path, 'a');
      const first = await openWatch({ firstRetryMs: 1, longestRetryMs: 40 });
      server.answer('list', path, answer);
      first.end();
      const startedMs = performance.now();
      await recorder.until(() => recorder.count('restart sets failed') === 7);
      // 1, 2, 4, 8, 16, 32 and 40 ms, a quarter less at the least.
      expect(performance.now() - startedMs).toBeGreaterThan(70);
      expect(watch.standing).toEqual({ kind: 'failed', reason: expect.stringContaining(reason) });
      expect(recorder.names).toEqual(['a']);
      server.answer('list', path, undefined);
      await stands('current');
      await recovers();
    },
  );

  it.each([
    [
      'resets the connection',
      (response: { socket: { resetAndDestroy(): unknown } | null }) =>
        void response.socket?.resetAndDestroy(),
      /ECONNRESET/,
    ],
    ['says nothing', () => {}, /did not answer the watch of \/apis\/example.com\/v1\/sets within 0.03 s/],
  ])(
    'fails where it %s instead of answering the watch: it is not taken for current',
    async (_, answer, reason) => {
      server.answer('watch', path, answer);
      startWatch({ silenceMs: 30 });
      await stands('failed');
      expect(watch.standing).toEqual({ kind: 'failed', reason: expect.stringMatching(reason) });
      server.answer('watch', path, undefined);
      await stands('current');
      await recovers();
    },
  );

  it.each([
    ['a line that is no JSON', 'no JSON\n', 'the watch sent something that is no event'],
    [
      'an event of an unknown type',
      '{"type":"MOVED","object":{"metadata":{"name":"x"}}}\n',
      'the watch sent something that is no event',
    ],
    [
      'an error without its reason',
      '{"type":"ERROR","object":{"code":500}}\n',
      'the watch failed without a reason',
    ],
    ['an error', '{"type":"ERROR","object":{"code":500,"message":"no leader"}}\n', 'no leader'],
  ])('lists anew after %s', async (_, line, reason) => {
    const first = await openWatch();
    const next = server.nextWatch(path);
    let said = '';
    const failed = recorder.until(() => {
      if (watch.standing.kind === 'failed') said = watch.standing.reason;
      return said !== '';
    });
    first.write(line);
    await failed;
    await next;
    expect(said).toBe(reason);
    expect(lists()).toBe(2);
    await recovers();
  });
});

describe('a watch that is stopped', () => {
  it.each([
    ['while nothing happens', undefined, undefined],
    ['during a list that does not come', 'list', () => {}],
    ['during a watch that is not answered', 'watch', () => {}],
    ['during a long pause', 'list', status(500, 'no')],
  ] as const)('ends at once %s', async (_, verb, answer) => {
    if (verb !== undefined) server.answer(verb, path, answer);
    startWatch({ firstRetryMs: 60_000, longestRetryMs: 60_000 });
    const asked = verb === 'list' ? 1 : 2;
    const isAsked = () => server.requests.length >= asked;
    while (!isAsked()) await new Promise((resolve) => setImmediate(resolve));
    const startedMs = performance.now();
    await watch.stop();
    expect(performance.now() - startedMs).toBeLessThan(1000);
    const told = recorder.told.length;
    await watch.stop();
    expect(recorder.told).toHaveLength(told);
  });

  it('ends at once while the resource is absent', async () => {
    server.withdraw(path);
    startWatch({ absentMs: 60_000 });
    await stands('absent');
    await watch.stop();
    expect(watch.standing).toEqual({ kind: 'absent' });
  });
});
