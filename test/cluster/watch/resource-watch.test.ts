import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { WatchTiming } from '../../../src/cluster/watch/ports.ts';
import { ResourceWatch } from '../../../src/cluster/watch/resource-watch.ts';
import { WatchRecorder } from './watch-recorder.ts';
import { status, WatchServer } from './watch-server.ts';

const path = '/apis/example.com/v1/sets';
const quick: WatchTiming = { silenceMs: 60_000, watchSeconds: 540, absentMs: 5, firstRetryMs: 2, longestRetryMs: 20 };

let server: WatchServer;
let recorder: WatchRecorder;
let watch: ResourceWatch;
let nowMs: number;

beforeEach(async () => {
  server = await new WatchServer().start();
  server.serve(path);
  nowMs = 1000;
});
afterEach(async () => {
  await watch.stop();
  await server.stop();
});

function startWatch(timing: Partial<WatchTiming> = {}): void {
  recorder = new WatchRecorder();
  const { sink, meter, logger } = recorder;
  const parts = { resource: 'sets', path, api: server.connection, sink, meter, logger, nowMs: () => nowMs };
  watch = new ResourceWatch({ ...parts, timing: { ...quick, ...timing } });
  watch.start();
}

/** Started, listed, and open. */
async function openWatch(timing: Partial<WatchTiming> = {}) {
  const opened = server.nextWatch(path);
  startWatch(timing);
  const open = await opened;
  await stands('current');
  return open;
}

const stands = (kind: string) => recorder.until(() => watch.standing.kind === kind);
const knows = (...names: readonly string[]) => recorder.until(() => `${recorder.names}` === `${names}`);
const lists = () => server.requests.filter((request) => request.startsWith('list')).length;

/** What was missed while nobody watched, and what happens from then on. */
async function recovers(): Promise<void> {
  server.put(path, 'late');
  await recorder.until(() => recorder.names.includes('late'));
  await stands('current');
}

describe('a watch of a resource', () => {
  it('knows all objects of a list with many pages, and watches from the version of the list', async () => {
    for (let i = 0; i < 501; i++) server.put(path, `s${i}`);
    const { from } = await openWatch();
    expect(recorder.objects.size).toBe(501);
    expect({ from, lists: lists() }).toEqual({ from: '601', lists: 3 });
    expect(recorder.told).toEqual(['standing sets starting', 'standing sets current']);
  });

  it('follows what is added, changed and deleted, and counts each', async () => {
    await openWatch();
    server.put(path, 'a');
    server.put(path, 'b');
    await knows('a', 'b');
    server.put(path, 'b');
    await recorder.until(() => recorder.objects.get('b') === '103');
    server.delete(path, 'a');
    await knows('b');
    expect(recorder.count('event sets')).toBe(4);
    expect(lists()).toBe(1);
  });

  it('hears by a bookmark that nothing happened, and goes on from there', async () => {
    const first = await openWatch();
    nowMs = 61_000;
    const next = server.nextWatch(path);
    const version = server.bookmark(path);
    first.end();
    expect((await next).from).toBe(version);
    expect(watch.lastContactMs).toBe(61_000);
    expect(recorder.count('event sets')).toBe(0);
  });

  it('takes in an event that comes in pieces, in the middle of a letter', async () => {
    const open = await openWatch();
    const line = Buffer.from('{"type":"ADDED","object":{"metadata":{"name":"ä","resourceVersion":"7"}}}\n');
    const middle = line.indexOf('ä') + 1;
    open.write(line.subarray(0, middle));
    open.write(line.subarray(middle));
    await knows('ä');
  });
});

describe('a watch that ends', () => {
  it('goes on from the last version when the server closes it', async () => {
    const first = await openWatch();
    const next = server.nextWatch(path);
    server.put(path, 'a');
    await knows('a');
    first.end();
    expect((await next).from).toBe('101');
    expect(recorder.count('restart sets closed')).toBe(1);
    await recovers();
    expect({ lists: lists(), logged: recorder.logged }).toEqual({ lists: 1, logged: [] });
  });

  it('goes on from the last version when the connection is reset in the middle of an event', async () => {
    const first = await openWatch();
    const next = server.nextWatch(path);
    server.put(path, 'a');
    first.write('{"type":"ADDED","obj');
    await knows('a');
    first.reset();
    expect((await next).from).toBe('101');
    expect(recorder.count('restart sets closed')).toBe(1);
    await recovers();
    expect(lists()).toBe(1);
  });

  it('lists anew after a watch that brought nothing, so that nothing gets old', async () => {
    const first = await openWatch();
    nowMs = 2000;
    const next = server.nextWatch(path);
    first.end();
    await next;
    expect({ lists: lists(), heardMs: watch.lastContactMs }).toEqual({ lists: 2, heardMs: 2000 });
    await recovers();
  });

  it('asks ever more slowly where every watch is closed at once', async () => {
    server.answer('watch', path, (response) => response.end());
    startWatch({ firstRetryMs: 1, longestRetryMs: 60_000 });
    await recorder.until(() => recorder.count('restart sets closed') === 5);
    const startedMs = performance.now();
    await recorder.until(() => recorder.count('restart sets closed') === 8);
    // 16, 32 and 64 ms, a quarter less at the least.
    expect(performance.now() - startedMs).toBeGreaterThan(80);
  });

  it('takes a connection that is silent for dead, drops it, and opens the next', async () => {
    startWatch({ silenceMs: 30 });
    await recorder.until(() => recorder.count('restart sets silent') === 2);
    expect(watch.standing).toEqual({ kind: 'current' });
    await recovers();
  });

  it('does not take a connection for dead that brings something from time to time', async () => {
    await openWatch({ silenceMs: 500 });
    const startedMs = performance.now();
    for (let events = 1; performance.now() - startedMs < 1100; events++) {
      server.put(path, 'a');
      await recorder.until(() => recorder.count('event sets') === events);
    }
    expect(recorder.count('restart sets silent')).toBe(0);
  });
});

describe('a version that is too old', () => {
  it('is told by the status: what was deleted meanwhile is gone after the next list', async () => {
    server.put(path, 'a');
    server.put(path, 'b');
    const first = await openWatch();
    server.answer('watch', path, status(410, 'too old resource version'));
    server.forget(path, 'a');
    first.reset();
    await knows('b');
    await recorder.until(() => recorder.count('restart sets expired') > 0);
    server.answer('watch', path, undefined);
    await recovers();
    expect(recorder.names).toEqual(['b', 'late']);
    expect(recorder.logged).toEqual([]);
  });

  it('is told by an event: the same', async () => {
    server.put(path, 'a');
    const first = await openWatch();
    const next = server.nextWatch(path);
    server.forget(path, 'a');
    first.write('{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}\n');
    await next;
    expect(recorder.names).toEqual([]);
    expect(recorder.count('restart sets expired')).toBe(1);
    await recovers();
  });
});

describe('a resource that is not there', () => {
  it('is absent, and is watched as soon as it comes', async () => {
    server.withdraw(path);
    startWatch();
    await stands('absent');
    expect(watch.lastContactMs).toBe(1000);
    server.serve(path);
    await stands('current');
    await recovers();
  });

  it('goes with all its objects when its definition is deleted, and comes again', async () => {
    server.put(path, 'a');
    await openWatch();
    server.withdraw(path);
    await stands('absent');
    expect(recorder.names).toEqual([]);
    server.serve(path);
    await stands('current');
    await recovers();
  });
});

describe('an API server that does not do it', () => {
  const forbidden = 'sets.example.com is forbidden: User "mirrorguard" cannot list resource "sets"';

  it('says which permission is missing, and is watched once it is given', async () => {
    server.answer('list', path, status(403, forbidden));
    startWatch();
    await stands('failed');
    expect(watch.standing).toEqual({ kind: 'failed', reason: `the API server answers 403 to GET ${path}: ${forbidden}` });
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
    ['a reset', (response: { socket: { resetAndDestroy(): unknown } | null }) => void response.socket?.resetAndDestroy(), 'ECONNRESET'],
  ])('is asked again after %s instead of a list, ever more slowly, and what was known stays known', async (_, answer, reason) => {
    server.put(path, 'a');
    const first = await openWatch({ firstRetryMs: 1, longestRetryMs: 40 });
    server.answer('list', path, answer);
    first.end();
    const startedMs = performance.now();
    await recorder.until(() => recorder.count('restart sets failed') === 7);
    // 1, 2, 4, 8, 16, 32 and 40 ms, a quarter less at the least; the last pause has not passed.
    expect(performance.now() - startedMs).toBeGreaterThan(46);
    expect(watch.standing).toEqual({ kind: 'failed', reason: expect.stringContaining(reason) });
    expect(recorder.names).toEqual(['a']);
    server.answer('list', path, undefined);
    await stands('current');
    await recovers();
  });

  it.each([
    [
      'resets the connection',
      (response: { socket: { resetAndDestroy(): unknown } | null }) => void response.socket?.resetAndDestroy(),
      /ECONNRESET/,
    ],
    ['says nothing', () => {}, /did not answer the watch of \/apis\/example.com\/v1\/sets within 0.03 s/],
  ])('fails where it %s instead of answering the watch: it is not taken for current', async (_, answer, reason) => {
    server.answer('watch', path, answer);
    startWatch({ silenceMs: 30 });
    await stands('failed');
    expect(watch.standing).toEqual({ kind: 'failed', reason: expect.stringMatching(reason) });
    server.answer('watch', path, undefined);
    await stands('current');
    await recovers();
  });

  it.each([
    ['a line that is no JSON', 'no JSON\n', 'the watch sent something that is no event'],
    ['an event of an unknown type', '{"type":"MOVED","object":{"metadata":{"name":"x"}}}\n', 'the watch sent something that is no event'],
    ['an error without its reason', '{"type":"ERROR","object":{"code":500}}\n', 'the watch failed without a reason'],
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
