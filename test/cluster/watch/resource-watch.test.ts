import { describe, expect, it } from '@jest/globals';
import {
  clock,
  knows,
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
    clock.nowMs = 61_000;
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
    clock.nowMs = 2000;
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
