import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../src/audit/record.ts';
import { idms } from '../../src/rules/example.ts';
import type { AuditSink } from '../../src/webhook/ports.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { reviewOf } from '../support/review.ts';
import { type RunningServer, startServer } from './running-server.ts';

const good = JSON.stringify(reviewOf(idms('team').mirror('quay.io/team', ['mirror.example.com/team'])));
const bad = JSON.stringify(reviewOf(idms('team').mirror('quay.io/team', ['*.example.com'])));
const upToObject = good.indexOf(',"object":') + 20;
/** Long enough for a busy machine. */
const timeoutMs = 5000;
const clock = { nowMs: Date.now, monotonicMs: () => performance.now() };

const servers: RunningServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.stop();
});

interface Start {
  readonly onDeadline?: 'warn' | 'deny';
  readonly audit?: AuditSink;
}

/** The production listener and pipeline with a real clock. */
async function start({ onDeadline = 'warn', audit }: Start = {}) {
  const { parts, records } = recordingParts({
    clock,
    settings: { onDeadline },
    ...(audit === undefined ? {} : { audit }),
  });
  const server = await startServer({ admission: parts, clock });
  servers.push(server);
  return { ...server, records };
}

/** A sink that never writes a record, or writes each record in the next turn of the event loop. */
function slowSink({ isStalled }: { readonly isStalled: boolean }) {
  const records: AuditRecord[] = [];
  const audit: AuditSink = {
    nextId: () => undefined,
    record(make) {
      const index = records.push(JSON.parse(make())) - 1;
      return {
        written: new Promise((resolve) => isStalled || setImmediate(resolve)),
        amend: (makeOther) => {
          records[index] = JSON.parse(makeOther());
        },
      };
    },
    close: async () => {},
  };
  return { audit, records };
}

const head = (body: string, ms = timeoutMs) =>
  `POST /validate?timeout=${ms}ms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;

/** The next response on a raw connection that stays open, and the time until it arrives. */
async function nextResponse(socket: TLSSocket) {
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

/** The response must be sent at the deadline, not much earlier. */
function expectInTime(tookMs: number): void {
  expect(tookMs).toBeGreaterThan(timeoutMs / 2);
  expect(tookMs).toBeLessThan(timeoutMs);
}

const path = `/validate?timeout=${timeoutMs}ms`;

async function requestOnStalledDisk(body: string, options: Start) {
  const { send } = await start(options);
  // Complete the TLS handshake before the measurement.
  await send({ path }, '');
  const startedMs = performance.now();
  const { response } = JSON.parse((await send({ path }, body)).body);
  return { response, tookMs: performance.now() - startedMs };
}

// These tests wait at the same time.
describe('at the deadline of a request', () => {
  // The first server creates the certificates of all.
  beforeAll(() => start());

  it.concurrent('a slow body gets the configured response in time, and the connection stays usable', async () => {
    const settings = [
      ['warn', true],
      ['deny', false],
    ] as const;
    const answered = settings.map(async ([onDeadline, allowed]) => {
      const { connect, records } = await start({ onDeadline });
      const socket = await connect();
      socket.write(head(good) + good.slice(0, upToObject));
      const { status, body, tookMs } = await nextResponse(socket);
      expect(status).toBe('200');
      expect(JSON.parse(body).response).toMatchObject({
        uid: 'uid-1',
        allowed,
        auditAnnotations: { failure: 'unread' },
      });
      expectInTime(tookMs);

      socket.write(good.slice(upToObject) + head(bad) + bad);
      const next = await nextResponse(socket);
      expect(JSON.parse(next.body).response).toMatchObject({ allowed: false, status: { code: 422 } });
      expect(records).toMatchObject([
        { uid: 'uid-1', verdict: allowed ? 'allow' : 'deny', failure: 'unread' },
        { verdict: 'deny', failure: null },
      ]);
      socket.destroy();
    });
    await Promise.all(answered);
  }, 20_000);

  it.concurrent('a slow body gets HTTP 500 if not even its uid has arrived', async () => {
    const { connect, rejected } = await start();
    const socket = await connect();
    socket.write(head(good) + good.slice(0, 60));
    const { status, body, tookMs } = await nextResponse(socket);
    expect([status, body]).toEqual([
      '500',
      'mirrorguard: the request body did not arrive before the webhook timeout\n',
    ]);
    expectInTime(tookMs);
    expect(rejected).toEqual([500]);
    socket.destroy();
  }, 20_000);

  it.concurrent('a durable audit log on a stalled disk stops delaying the response, and has one record that states it', async () => {
    const stalled = () => slowSink({ isStalled: true });
    const [warned, denied, refused] = [stalled(), stalled(), stalled()];
    const [warn, deny, refusal] = await Promise.all([
      requestOnStalledDisk(good, { onDeadline: 'warn', audit: warned.audit }),
      requestOnStalledDisk(good, { onDeadline: 'deny', audit: denied.audit }),
      requestOnStalledDisk(bad, { onDeadline: 'warn', audit: refused.audit }),
    ]);
    for (const { tookMs } of [warn, deny, refusal]) expectInTime(tookMs);
    expect(warn.response).toMatchObject({ allowed: true, auditAnnotations: { failure: 'unrecorded' } });
    expect(deny.response).toMatchObject({ allowed: false, auditAnnotations: { failure: 'unrecorded' } });
    expect(refusal.response).toMatchObject({ allowed: false, status: { code: 422 } });
    const verdicts = [warned, denied, refused].map(({ records }) => records.map(({ verdict }) => verdict));
    expect(verdicts).toEqual([['allow'], ['deny'], ['deny']]);
  }, 20_000);
});

describe('before the deadline of a request', () => {
  it('a slow body is evaluated if it is complete', async () => {
    const { connect, records } = await start({ onDeadline: 'deny' });
    const socket = await connect();
    const isSent = new Promise((resolve) => socket.write(head(good) + good.slice(0, upToObject), resolve));
    const answered = nextResponse(socket);
    await isSent;
    socket.write(good.slice(upToObject));
    const { body } = await answered;
    expect(JSON.parse(body).response).toMatchObject({ allowed: true });
    expect(records).toMatchObject([{ failure: null }]);
    socket.destroy();
  });

  it('a durable audit log on a disk that recovers does not affect the response', async () => {
    const { audit } = slowSink({ isStalled: false });
    const { response } = await requestOnStalledDisk(good, { onDeadline: 'deny', audit });
    expect(response).toEqual({
      uid: 'uid-1',
      allowed: true,
      auditAnnotations: { verdict: 'allow', uid: 'uid-1' },
    });
  });
});

it('the server handles other requests after a client closes its connection within a body', async () => {
  const { connect, send, records } = await start();
  const socket = await connect();
  socket.end(head(good) + good.slice(0, upToObject));
  expect(await text(socket)).toMatch(/^(HTTP\/1\.1 400 |$)/);
  expect((await send({ path: '/validate' }, good)).status).toBe(200);
  expect(records).toMatchObject([{ failure: null }]);
});
