import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../src/audit/audit-record.ts';
import { idms } from '../../src/rules/example.ts';
import type { AuditSink } from '../../src/webhook/ports.ts';
import { keepingParts } from '../support/admission-parts.ts';
import { reviewOf } from '../support/review.ts';
import { type RunningServer, startServer } from './running-server.ts';

const good = JSON.stringify(reviewOf(idms('team').mirror('quay.io/team', ['mirror.example.com/team'])));
const bad = JSON.stringify(reviewOf(idms('team').mirror('quay.io/team', ['*.example.com'])));
const upToObject = good.indexOf(',"object":') + 20;
/** With half a second for the way, so that a busy machine does not turn red what is right. */
const timeoutMs = 5000;
const clock = { nowMs: Date.now, monotonicMs: () => performance.now() };

const servers: RunningServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

interface Start {
  readonly onDeadline?: 'warn' | 'deny';
  readonly audit?: AuditSink;
}

/** The real listener and the real pipeline, on a clock that goes. */
async function start({ onDeadline = 'warn', audit }: Start = {}) {
  const { parts, records } = keepingParts({
    clock,
    settings: { onDeadline },
    ...(audit === undefined ? {} : { audit }),
  });
  const server = await startServer({ admission: parts, clock });
  servers.push(server);
  return { ...server, records };
}

/** Keeps each record when the test says so, which may be never. */
function blockedSink() {
  const records: AuditRecord[] = [];
  const keeping: (() => void)[] = [];
  const audit: AuditSink = {
    record: (make) => {
      records.push(JSON.parse(make()));
      return new Promise((resolve) => keeping.push(resolve));
    },
    close: async () => {},
  };
  return { audit, records, keepAll: () => keeping.forEach((keep) => void keep()) };
}

/** Keeps everything in a later turn of the event loop. */
function keepSoon(recording: void | Promise<void>, keepAll: () => void): void | Promise<void> {
  setImmediate(keepAll);
  return recording;
}

const head = (body: string, ms = timeoutMs) =>
  `POST /validate?timeout=${ms}ms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;

/** The next answer on a raw connection, which stays open, and how long it took from now. */
async function nextAnswer(socket: TLSSocket) {
  const startedMs = performance.now();
  let received = '';
  const body = await new Promise<string>((resolve) => {
    const take = (chunk: Buffer) => {
      received += chunk;
      const [headers = '', rest] = received.split('\r\n\r\n', 2);
      if (rest === undefined || rest.length < Number(/content-length: (\d+)/i.exec(headers)?.[1])) return;
      socket.off('data', take);
      resolve(rest);
    };
    socket.on('data', take);
  });
  return { status: received.slice(9, 12), body, tookMs: performance.now() - startedMs };
}

/** In its time, though not before it had to be. */
function expectInTime(tookMs: number): void {
  expect(tookMs).toBeGreaterThan(timeoutMs / 2);
  expect(tookMs).toBeLessThan(timeoutMs);
}

describe('a body that comes too slowly', () => {
  it('is answered within its time all the same, by the setting for that, and the connection goes on', async () => {
    const settings = [
      ['warn', true],
      ['deny', false],
    ] as const;
    const answered = settings.map(async ([onDeadline, allowed]) => {
      const { connect, records } = await start({ onDeadline });
      const socket = await connect();
      socket.write(head(good) + good.slice(0, upToObject));
      const { status, body, tookMs } = await nextAnswer(socket);
      expect(status).toBe('200');
      expect(JSON.parse(body).response).toMatchObject({
        uid: 'uid-1',
        allowed,
        auditAnnotations: { failure: 'unread' },
      });
      expectInTime(tookMs);

      socket.write(good.slice(upToObject) + head(bad) + bad);
      const next = await nextAnswer(socket);
      expect(JSON.parse(next.body).response).toMatchObject({ allowed: false, status: { code: 422 } });
      expect(records).toMatchObject([
        { uid: 'uid-1', verdict: allowed ? 'allow' : 'deny', failure: 'unread' },
        { verdict: 'deny', failure: null },
      ]);
      socket.destroy();
    });
    await Promise.all(answered);
  }, 20_000);

  it('is told so where not even its uid has come', async () => {
    const { connect, rejected } = await start();
    const socket = await connect();
    socket.write(head(good) + good.slice(0, 60));
    const { status, body, tookMs } = await nextAnswer(socket);
    expect([status, body]).toEqual([
      '500',
      'mirrorguard: the request had not arrived as a whole when its time was over\n',
    ]);
    expectInTime(tookMs);
    expect(rejected).toEqual([500]);
    socket.destroy();
  }, 20_000);

  it('is judged as ever when the rest comes before its time is over', async () => {
    const { connect, records } = await start({ onDeadline: 'deny' });
    const socket = await connect();
    const isSent = new Promise((resolve) => socket.write(head(good) + good.slice(0, upToObject), resolve));
    const answered = nextAnswer(socket);
    await isSent;
    socket.write(good.slice(upToObject));
    const { body } = await answered;
    expect(JSON.parse(body).response).toMatchObject({ allowed: true });
    expect(records).toMatchObject([{ failure: null }]);
    socket.destroy();
  });
});

describe('an audit log that keeps nothing', () => {
  const path = `/validate?timeout=${timeoutMs}ms`;

  async function ask(body: string, options: Start) {
    const { send } = await start(options);
    // The handshake is over before the clock runs, as it is for most calls of an API server.
    await send({ path }, '');
    const startedMs = performance.now();
    const { response } = JSON.parse((await send({ path }, body)).body);
    return { response, tookMs: performance.now() - startedMs };
  }

  it('holds no answer back beyond its time, and does not turn a refusal into anything else', async () => {
    const [warned, denied, refused] = [blockedSink(), blockedSink(), blockedSink()];
    const [warn, deny, refusal] = await Promise.all([
      ask(good, { onDeadline: 'warn', audit: warned.audit }),
      ask(good, { onDeadline: 'deny', audit: denied.audit }),
      ask(bad, { onDeadline: 'warn', audit: refused.audit }),
    ]);
    for (const { tookMs } of [warn, deny, refusal]) expectInTime(tookMs);
    expect(warn.response).toMatchObject({ allowed: true, auditAnnotations: { failure: 'unrecorded' } });
    expect(deny.response).toMatchObject({ allowed: false, auditAnnotations: { failure: 'unrecorded' } });
    expect(refusal.response).toMatchObject({ allowed: false, status: { code: 422 } });
    const verdicts = [warned, denied, refused].map(({ records }) => records.map(({ verdict }) => verdict));
    expect(verdicts).toEqual([['allow'], ['allow', 'deny'], ['deny']]);
  }, 20_000);

  it('is waited for as long as there is time', async () => {
    const { audit, keepAll } = blockedSink();
    const asked = ask(good, {
      onDeadline: 'deny',
      audit: { ...audit, record: (make) => keepSoon(audit.record(make), keepAll) },
    });
    const { response } = await asked;
    expect(response).toEqual({
      uid: 'uid-1',
      allowed: true,
      auditAnnotations: { verdict: 'allow', uid: 'uid-1' },
    });
  });
});

describe('requests that wait behind another one', () => {
  it('have so much less time, counted from when the other one began', async () => {
    const remaining: number[] = [];
    const busyMs = 100;
    const answer = ({ deadline }: { readonly deadline?: { isPast(): boolean } }) => {
      const startedMs = performance.now();
      while (performance.now() - startedMs < busyMs);
      remaining.push(Number(deadline?.isPast()));
      return { status: 200, contentType: 'application/json', body: '{}' };
    };
    const server = await startServer({ answer, clock });
    servers.push(server);
    const sockets = await Promise.all(Array.from({ length: 6 }, server.connect));
    const answers = sockets.map((socket) => nextAnswer(socket));
    for (const socket of sockets) socket.write(`${head('{}', 400)}{}`);
    await Promise.all(answers);
    // 360 ms are enough for three that take 100 ms each; the last ones were sent as early, and are late.
    expect(remaining.slice(0, 2)).toEqual([0, 0]);
    expect(remaining.slice(4)).toEqual([1, 1]);
    for (const socket of sockets) socket.destroy();
  });
});

it('a client that ends its side in the middle of a body is not answered, and nobody else notices', async () => {
  const { connect, send, records } = await start();
  const socket = await connect();
  socket.end(head(good) + good.slice(0, upToObject));
  expect(await text(socket)).toMatch(/^(HTTP\/1\.1 400 |$)/);
  expect((await send({ path: '/validate' }, good)).status).toBe(200);
  expect(records).toMatchObject([{ failure: null }]);
});
