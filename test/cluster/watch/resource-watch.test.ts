import { describe, expect, it } from '@jest/globals';
import {
  clock,
  knows,
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

describe('ResourceWatch', () => {
  it('lists all pages, and watches from the version of the list', async () => {
    for (let i = 0; i < 501; i++) server.put(path, `s${i}`);
    const { from } = await openWatch();
    expect(recorder.objects.size).toBe(501);
    expect({ from, lists: lists() }).toEqual({ from: '601', lists: 3 });
    expect(recorder.recorded).toEqual(['state sets starting', 'state sets current']);
  });

  it('applies created, changed and deleted objects, and counts each event', async () => {
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

  it('continues from the version of a bookmark', async () => {
    const first = await openWatch();
    clock.nowMs = 61_000;
    const next = server.nextWatch(path);
    const version = server.bookmark(path);
    first.end();
    expect((await next).from).toBe(version);
    expect(watch.lastContactMs).toBe(61_000);
    expect(recorder.count('event sets')).toBe(0);
  });

  it('reads an event that arrives in parts, split within a character', async () => {
    const open = await openWatch();
    const line = Buffer.from('{"type":"ADDED","object":{"metadata":{"name":"ä","resourceVersion":"7"}}}\n');
    const middle = line.indexOf('ä') + 1;
    open.write(line.subarray(0, middle));
    open.write(line.subarray(middle));
    await knows('ä');
  });
});

describe('ResourceWatch, after the end of a watch', () => {
  it('continues from the last version if the server closed the watch', async () => {
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

  it('continues from the last version if the connection was reset within an event', async () => {
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

  it('lists again after a watch without events', async () => {
    const first = await openWatch();
    clock.nowMs = 2000;
    const next = server.nextWatch(path);
    first.end();
    await next;
    expect({ lists: lists(), heardMs: watch.lastContactMs }).toEqual({ lists: 2, heardMs: 2000 });
    await recovers();
  });

  it('increases the delay if the server closes every watch at once', async () => {
    server.respondWith('watch', path, (response) => response.end());
    startWatch({ firstRetryMs: 1, maxRetryMs: 60_000 });
    await recorder.until(() => recorder.count('restart sets closed') === 5);
    const startedMs = performance.now();
    await recorder.until(() => recorder.count('restart sets closed') === 8);
    // Delays of 16, 32 and 64 ms, with a jitter of up to minus a quarter.
    expect(performance.now() - startedMs).toBeGreaterThan(80);
  });

  it('closes a silent connection, and opens the next one', async () => {
    startWatch({ silenceMs: 30 });
    await recorder.until(() => recorder.count('restart sets silent') === 2);
    expect(watch.state).toEqual({ kind: 'current' });
    await recovers();
  });

  it('retains a connection with events at shorter intervals than the silence timeout', async () => {
    await openWatch({ silenceMs: 500 });
    const startedMs = performance.now();
    for (let events = 1; performance.now() - startedMs < 1100; events++) {
      server.put(path, 'a');
      await recorder.until(() => recorder.count('event sets') === events);
    }
    expect(recorder.count('restart sets silent')).toBe(0);
  });
});

describe('ResourceWatch, if a version has expired', () => {
  it('lists again after status 410, and removes objects that were deleted meanwhile', async () => {
    server.put(path, 'a');
    server.put(path, 'b');
    const first = await openWatch();
    server.respondWith('watch', path, status(410, 'too old resource version'));
    server.forget(path, 'a');
    first.reset();
    await knows('b');
    await recorder.until(() => recorder.count('restart sets expired') > 0);
    server.respondWith('watch', path, undefined);
    await recovers();
    expect(recorder.names).toEqual(['b', 'late']);
    expect(recorder.logged).toEqual([]);
  });

  it('lists again after an error event with code 410, and removes objects that were deleted meanwhile', async () => {
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

describe('ResourceWatch, if the CRD is absent', () => {
  it('reports absent, and watches after the CRD is created', async () => {
    server.withdraw(path);
    startWatch();
    await reachesState('absent');
    expect(watch.lastContactMs).toBe(1000);
    server.serve(path);
    await reachesState('current');
    await recovers();
  });

  it('removes all objects after the CRD is deleted, and watches after it is created again', async () => {
    server.put(path, 'a');
    await openWatch();
    server.withdraw(path);
    await reachesState('absent');
    expect(recorder.names).toEqual([]);
    server.serve(path);
    await reachesState('current');
    await recovers();
  });
});
