import { describe, expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import type { Reply } from '../../src/webhook/ports.ts';
import { reviewOf } from '../support/review.ts';
import { startServer } from './running-server.ts';

const good = JSON.stringify(reviewOf(idms('team').mirror('quay.io/team', ['mirror.example.com/team'])));
const stopOptions = { drainMs: 1, rejectMs: 2, finishMs: 3 };

/** Pauses by duration; each lasts until the test ends it. */
function pauses() {
  const ends = new Map<number, () => void>();
  const begun = new Map<number, () => void>();
  return {
    sleep: (ms: number) =>
      new Promise<void>((resolve) => {
        ends.set(ms, resolve);
        begun.get(ms)?.();
      }),
    begins: (ms: number) =>
      new Promise<void>((resolve) => (ends.has(ms) ? resolve() : begun.set(ms, resolve))),
    end: (ms: number) => ends.get(ms)?.(),
  };
}

describe('a server that stops', () => {
  it('responds, closes each connection after its response, and is not ready', async () => {
    const pause = pauses();
    const { server, send, health } = await startServer({ sleep: pause.sleep });
    const stopped = server.stop(stopOptions);
    await pause.begins(stopOptions.drainMs);
    const answered = await send({ path: '/validate' }, good);
    expect(answered).toMatchObject({ status: 200, headers: { connection: 'close' } });
    expect(await health('/readyz')).toMatchObject({
      status: 503,
      body: expect.stringContaining('[-]shutdown failed: shutting down, draining'),
    });
    expect((await health('/livez')).status).toBe(200);
    pause.end(stopOptions.drainMs);
    await pause.begins(stopOptions.rejectMs);
    pause.end(stopOptions.rejectMs);
    await stopped;
  });

  it('then responds with 503 and Retry-After', async () => {
    const pause = pauses();
    const { server, send, rejected } = await startServer({ sleep: pause.sleep });
    const stopped = server.stop(stopOptions);
    pause.end(stopOptions.drainMs);
    await pause.begins(stopOptions.rejectMs);
    const answered = await send({ path: '/validate' }, good);
    expect(answered).toMatchObject({ status: 503, headers: { 'retry-after': '1', connection: 'close' } });
    expect(rejected).toEqual([503]);
    pause.end(stopOptions.rejectMs);
    await stopped;
  });

  it('waits for a request in progress', async () => {
    const pause = pauses();
    let reply: (reply: Reply) => void = () => {};
    let markRequested: () => void = () => {};
    const isRequested = new Promise<void>((resolve) => {
      markRequested = resolve;
    });
    const handle = () => {
      markRequested();
      return new Promise<Reply>((resolve) => {
        reply = resolve;
      });
    };
    const { server, send } = await startServer({ sleep: pause.sleep, handle });
    const answered = send({ path: '/validate' }, good);
    await isRequested;
    const stopped = server.stop(stopOptions);
    pause.end(stopOptions.drainMs);
    await pause.begins(stopOptions.rejectMs);
    pause.end(stopOptions.rejectMs);
    await pause.begins(stopOptions.finishMs);
    reply({ status: 200, contentType: 'application/json', body: '{}' });
    expect(await answered).toMatchObject({ status: 200, body: '{}' });
    await stopped;
  });

  it('aborts a request that takes too long', async () => {
    const pause = pauses();
    const { server, connect } = await startServer({ sleep: pause.sleep });
    const socket = await connect();
    socket.on('error', () => {});
    const cut = new Promise((resolve) => socket.once('close', resolve));
    socket.write(
      'POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    );
    const stopped = server.stop(stopOptions);
    for (const ms of Object.values(stopOptions)) {
      await pause.begins(ms);
      pause.end(ms);
    }
    await stopped;
    await cut;
  });

  it('closes its listeners', async () => {
    const { server, port, healthPort } = await startServer();
    await server.stop(stopOptions);
    for (const closed of [port, healthPort])
      await expect(fetch(`http://127.0.0.1:${closed}/livez`)).rejects.toThrow('fetch failed');
  });
});
