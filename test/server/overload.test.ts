import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { compilePolicy } from '../../src/policy/policy.ts';
import { idms } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { serverLimits } from '../../src/server/limits.ts';
import type { Reply } from '../../src/webhook/ports.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { reviewOf } from '../support/review.ts';
import { type RunningServer, startServer } from './running-server.ts';

const good = JSON.stringify(reviewOf(idms('team').mirror('quay.io/team', ['mirror.example.com/team'])));
const padded = (bytes: number) => good.replace('{', `{${' '.repeat(bytes - good.length)}`);
const byEntry = { onDeadline: undefined, onInternalError: undefined };

const servers: RunningServer[] = [];
const sockets: TLSSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await server.stop();
});

async function start(...parts: Parameters<typeof startServer>) {
  const server = await startServer(...parts);
  servers.push(server);
  const connect = async () => {
    const socket = await server.connect();
    socket.on('error', () => undefined);
    sockets.push(socket);
    return socket;
  };
  /** Sends the head and the beginning of a body, then pauses. */
  const stall = async (path: string, body: string, sent: number) => {
    const socket = await connect();
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.slice(0, sent));
    return socket;
  };
  return { ...server, connect, stall };
}

async function textOf(socket: TLSSocket): Promise<string> {
  let text = '';
  for await (const chunk of socket) {
    text += chunk;
    if (text.includes('\n', text.indexOf('\r\n\r\n') + 4) || text.endsWith('}')) return text;
  }
  return text;
}

describe('bodies in flight above the limit', () => {
  const limits = { ...serverLimits, bytesInFlight: 200_000 };

  it('get 503 with Retry-After under Fail, the largest first, while small requests are evaluated', async () => {
    const { parts, records } = recordingParts({ settings: byEntry });
    const { send, stall, shed } = await start({ limits, admission: parts });
    const slow = await stall('/validate/fail?timeout=30s', padded(300_000), 150_000);
    const slower = await stall('/validate/fail?timeout=30s', padded(300_000), 100_000);
    const text = await Promise.race([textOf(slow), textOf(slower)]);
    expect(text).toMatch(/^HTTP\/1\.1 503 /);
    expect(text).toMatch(/^retry-after: 1\r$/im);
    expect(text).toMatch(/mirrorguard: too many requests; retry\n$/);
    expect(shed).toEqual(['bytes']);
    expect(records).toEqual([]);
    expect(JSON.parse((await send({ path: '/validate/fail' }, good)).body).response.allowed).toBe(true);
  });

  it.each([
    ['under Ignore', '/validate/ignore', byEntry],
    ['with the advisory policy', '/validate/fail', compilePolicy({ preset: 'advisory' }, rules)],
  ])('are allowed with a warning and a record %s', async (_, path, settings) => {
    const { parts, records } = recordingParts({ settings });
    const { stall } = await start({ limits, admission: parts });
    const padding = 'x'.repeat(300_000);
    const { object } = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
    const body = JSON.stringify(
      reviewOf(idms('team'), { object: { ...object, spec: { imageDigestMirrors: [{ source: padding }] } } }),
    );
    const text = await textOf(await stall(`${path}?timeout=30s`, body, 250_000));
    const { response } = JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4));
    expect(response).toMatchObject({
      uid: 'uid-1',
      allowed: true,
      warnings: [
        'mirrorguard received more requests than it could evaluate before the webhook timeout; ' +
          'the request was allowed without evaluation, as configured (mirrorguard)',
      ],
      auditAnnotations: { failure: 'overload' },
    });
    expect(records).toMatchObject([
      { verdict: 'allow', failure: 'overload', name: 'team', objectAfter: null },
    ]);
  });
});

describe('a large request', () => {
  it('waits for another large one, and small requests do not wait', async () => {
    const begun: ((reply: Reply) => void)[] = [];
    const answer = { status: 200, contentType: 'application/json', body: '{}' };
    const { stall, send, server } = await start({
      handle: ({ body }) => (body.length > 50_000 ? new Promise((resolve) => begun.push(resolve)) : answer),
    });
    const large = padded(60_000);
    const waiting = [await stall('/validate', large, 60_000), await stall('/validate', large, 60_000)];
    while (server.load.waiting < 1) await sleep(5);
    expect((await send({ path: '/validate' }, good)).status).toBe(200);
    expect([begun.length, server.load]).toEqual([
      1,
      { connections: 3, requests: 2, waiting: 1, bodyBytes: 120_000 },
    ]);
    begun[0]?.(answer);
    while (begun.length < 2) await sleep(5);
    begun[1]?.(answer);
    for (const socket of waiting) expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 200 /);
    expect(server.load.bodyBytes).toBe(0);
  });

  it('is read at the pace of all large bodies, while small requests do not wait', async () => {
    const limits = { ...serverLimits, bodyBytes: 100_000, largeBytesPerSecond: 1 };
    const { parts } = recordingParts({ settings: byEntry });
    const { stall, send } = await start({ limits, admission: parts });
    const path = '/validate/fail?timeout=1s';
    expect(await textOf(await stall(path, padded(90_000), 90_000))).toMatch(/^HTTP\/1\.1 200 /);
    const delayed = await stall(path, padded(90_000), 90_000);
    expect(JSON.parse((await send({ path: '/validate/fail' }, good)).body).response.allowed).toBe(true);
    expect(await textOf(delayed)).toMatch(/did not arrive/);
  });

  it('is not evaluated if its client disconnects while it waits', async () => {
    const handled: number[] = [];
    let finish: (reply: Reply) => void = () => {};
    const { stall, server } = await start({
      handle: ({ body }) => {
        handled.push(body.length);
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
    });
    await stall('/validate', padded(60_000), 60_000);
    while (handled.length < 1) await sleep(5);
    const gone = await stall('/validate', padded(70_000), 70_000);
    while (server.load.waiting < 1) await sleep(5);
    gone.destroy();
    while (server.load.waiting > 0) await sleep(5);
    finish({ status: 200, contentType: 'application/json', body: '{}' });
    while (server.load.requests > 0) await sleep(5);
    expect(handled).toEqual([60_000]);
  });
});

describe('connections above the limit', () => {
  const limits = { ...serverLimits, connections: 4 };

  it('close the longest idle one without a valid review, and accept every new one', async () => {
    const { connect, send, closed, server } = await start({ limits });
    // The first connection is the oldest, but it has sent a valid review.
    expect((await send({ path: '/validate' }, good)).status).toBe(200);
    const idle = [await connect(), await connect(), await connect()];
    const ends = idle.map((socket, index) => once(socket, 'close').then(() => index));
    const busy = await connect();
    busy.write('POST /validate HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n');
    while (server.load.requests < 1) await sleep(5);
    expect(await ends[0]).toBe(0);
    await connect();
    expect(await ends[1]).toBe(1);
    expect(closed).toHaveLength(2);
    expect(server.load.connections).toBe(4);
    expect((await send({ path: '/validate' }, good)).status).toBe(200);
    expect(busy.destroyed).toBe(false);
  });

  it('count connections that never finish their handshake', async () => {
    const { connect, port, closed } = await start({ limits });
    const plain = Array.from({ length: 4 }, () => connectPlain(port, '127.0.0.1'));
    const firstEnd = Promise.race(plain.map((socket, index) => once(socket, 'close').then(() => index)));
    await Promise.all(plain.map((socket) => once(socket, 'connect')));
    await connect();
    expect(await firstEnd).toBe(0);
    expect(closed).toHaveLength(1);
    for (const socket of plain) socket.destroy();
  });
});

it('closes a connection whose request head is incomplete after the timeout, checked every second', async () => {
  const { connect } = await start({ headersTimeoutMs: 100 });
  const startedMs = performance.now();
  const silent = await connect();
  const slow = await connect();
  slow.write('POST /validate HTTP/1.1\r\nHost: x\r\n');
  slow.resume();
  silent.resume();
  await Promise.all([once(slow, 'close'), once(silent, 'close')]);
  // The default interval in Node.js is 30 s.
  expect(performance.now() - startedMs).toBeLessThan(15_000);
}, 20_000);
