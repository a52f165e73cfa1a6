import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { listenerOptions } from '../../src/certificates/tls-options.ts';
import { idms } from '../../src/rules/example.ts';
import { serverLimits } from '../../src/server/limits.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { reviewOf } from '../support/review.ts';
import { type RunningServer, startServer } from './running-server.ts';

const good = JSON.stringify(reviewOf(idms('team').mirror('quay.io/team', ['mirror.example.com/team'])));
const bad = JSON.stringify(reviewOf(idms('team').mirror('quay.io/team', ['*.example.com'])));

const maxBodyBytes = serverLimits.bodyBytes;

/** A TLS 1.0 handshake record with a length of 512 bytes. */
const startOfHandshake = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]);

let running: RunningServer | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
async function start(...parts: Parameters<typeof startServer>): Promise<RunningServer> {
  running = await startServer(...parts);
  return running;
}

describe('the admission listener', () => {
  it('responds on both paths, many times on one connection', async () => {
    const { send } = await start();
    for (const path of ['/validate', '/mutate', '/validate-image', '/validate?timeout=10s']) {
      const allowed = await send({ path }, good);
      expect(allowed).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
      expect(JSON.parse(allowed.body).response).toMatchObject({ uid: 'uid-1', allowed: true });
      const refused = await send({ path }, bad);
      expect(JSON.parse(refused.body).response).toMatchObject({ uid: 'uid-1', allowed: false });
    }
  });

  it('decides by the failurePolicy in the path if it cannot evaluate a request', async () => {
    const noSnapshot = () => {
      throw new Error('no facts');
    };
    const { parts } = recordingParts({
      settings: { onDeadline: undefined, onInternalError: undefined },
      facts: { snapshot: noSnapshot },
    });
    const { send } = await start({ admission: parts, failurePolicy: 'Ignore' });
    const allowed: Record<string, boolean> = {};
    for (const path of ['/validate', '/mutate', '/validate-image'])
      for (const suffix of ['', '/fail', '/ignore']) {
        const { body } = await send({ path: `${path}${suffix}?timeout=10s` }, bad);
        allowed[`${path}${suffix}`] = JSON.parse(body).response.allowed;
      }
    expect(allowed).toEqual({
      '/validate': true,
      '/validate/fail': false,
      '/validate/ignore': true,
      '/mutate': true,
      '/mutate/fail': false,
      '/mutate/ignore': true,
      '/validate-image': true,
      '/validate-image/fail': false,
      '/validate-image/ignore': true,
    });
  });

  it('sends only the required HTTP headers', async () => {
    const { send } = await start();
    const { headers } = await send({ path: '/validate' }, good);
    expect(Object.keys(headers).sort()).toEqual([
      'connection',
      'content-length',
      'content-type',
      'date',
      'keep-alive',
    ]);
  });

  it('keeps idle connections longer than the API server', async () => {
    const { send } = await start();
    const { headers } = await send({ path: '/validate' }, good);
    expect(Number(/timeout=(\d+)/.exec(String(headers['keep-alive']))?.[1])).toBeGreaterThan(90);
  });

  it('accepts a chunked body without a length', async () => {
    const { send } = await start();
    const { status } = await send(
      {
        path: '/validate',
        headers: { 'Content-Type': 'application/json; charset=utf-8', 'Transfer-Encoding': 'chunked' },
      },
      good,
    );
    expect(status).toBe(200);
  });

  it('accepts a byte order mark, and uses the last of two equal keys', async () => {
    const { send } = await start();
    expect((await send({ path: '/validate' }, `\ufeff${good}`)).status).toBe(200);
    const twice = good.replace('"uid":"uid-1"', '"uid":"first","uid":"last"');
    expect(JSON.parse((await send({ path: '/validate' }, twice)).body).response.uid).toBe('last');
  });

  it('closes a connection without data or with an incomplete handshake', async () => {
    const { port, send } = await start({ handshakeTimeoutMs: 50 });
    for (const sent of [Buffer.alloc(0), startOfHandshake]) {
      const socket = connectPlain(port, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      if (sent.length > 0) socket.write(sent);
      await once(socket, 'close');
    }
    expect((await send({ path: '/validate' }, good)).status).toBe(200);
  });

  it('ends a handshake after the timeout of the API server', () => {
    expect(listenerOptions({ verifyClients: false }).handshakeTimeout).toBe(10_000);
  });

  it('rejects TLS before 1.2', async () => {
    const { port } = await start();
    const socket = connect({
      host: '127.0.0.1',
      port,
      rejectUnauthorized: false,
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
      ciphers: 'ALL:@SECLEVEL=0',
    });
    const [error] = await once(socket, 'error');
    expect(String(error)).toMatch(/protocol|alert|version/i);
  });
});

describe('a request without a review', () => {
  it.each([
    ['another path', 404, { path: '/' }, good],
    ['another method', 405, { path: '/validate', method: 'GET' }, ''],
    ['another content type', 415, { path: '/validate', headers: { 'Content-Type': 'text/plain' } }, good],
    ['no content type', 415, { path: '/mutate', headers: {} }, good],
    [
      'a compressed body',
      415,
      { path: '/validate', headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' } },
      good,
    ],
    ['no body', 400, { path: '/validate' }, ''],
    ['half a body', 400, { path: '/validate' }, good.slice(0, -10)],
    ['bytes that are no UTF-8', 400, { path: '/validate' }, Buffer.from([0x22, 0xff, 0x22])],
    ['a deep body', 400, { path: '/validate' }, '['.repeat(100_000)],
  ])('gets an error that states the reason: %s', async (_, status, options, body) => {
    const { send, rejected } = await start();
    const answered = await send(options, body);
    expect(answered).toMatchObject({ status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(answered.body).toMatch(/^mirrorguard: .+\n$/);
    expect(rejected).toEqual([status]);
    // The connection is still usable.
    expect((await send({ path: '/validate' }, good)).status).toBe(200);
  });

  it('accepts the content encoding identity in any case', async () => {
    const { send } = await start();
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'Identity' };
    expect((await send({ path: '/validate', headers }, good)).status).toBe(200);
  });

  it('gets the allowed method in the header Allow', async () => {
    const { send } = await start();
    expect((await send({ path: '/mutate', method: 'DELETE' })).headers.allow).toBe('POST');
  });
});

describe('a body near the size limit', () => {
  const padded = (bytes: number) => good.slice(0, -1) + ' '.repeat(bytes - good.length) + good.slice(-1);

  it('is accepted at the limit', async () => {
    const { send } = await start();
    expect((await send({ path: '/validate' }, padded(maxBodyBytes))).status).toBe(200);
  });

  it('is rejected one byte above the limit, with or without Content-Length', async () => {
    const { send } = await start();
    const body = padded(maxBodyBytes + 1);
    for (const headers of [{}, { 'Transfer-Encoding': 'chunked' }]) {
      const answered = await send(
        { path: '/validate', headers: { 'Content-Type': 'application/json', ...headers } },
        body,
      );
      expect(answered).toMatchObject({ status: 413, body: expect.stringContaining(`${maxBodyBytes}`) });
    }
  });

  it('is rejected before it is sent with Expect: 100-continue', async () => {
    const { port } = await start();
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': maxBodyBytes + 1,
      Expect: '100-continue',
    };
    const outgoing = request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/validate',
      headers,
      rejectUnauthorized: false,
    });
    outgoing.flushHeaders();
    outgoing.on('continue', () => outgoing.destroy(new Error('the client was told to go on')));
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    outgoing.on('error', () => {});
    outgoing.destroy();
  });

  it('is accepted with Expect: 100-continue', async () => {
    const { send } = await start();
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': good.length,
      Expect: '100-continue',
    };
    expect((await send({ path: '/validate', headers }, good)).status).toBe(200);
  });
});

describe('a faulty client', () => {
  it('does not affect others if it disconnects within a request', async () => {
    const { connect: open, send, logged } = await start();
    const socket = await open();
    socket.write(
      'POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"half":',
    );
    const closed = once(socket, 'close');
    socket.destroy();
    await closed;
    expect((await send({ path: '/validate' }, good)).status).toBe(200);
    expect(logged.lines).toEqual([]);
  });

  it('gets HTTP 400 if it does not send HTTP', async () => {
    const { connect: open } = await start();
    const socket = await open();
    socket.write('nonsense\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('an error while a request is handled', () => {
  it('gets HTTP 500 and does not end the process', async () => {
    const handle = () => {
      throw new Error('oops');
    };
    const { send, logged } = await start({ handle });
    expect((await send({ path: '/validate' }, good)).status).toBe(500);
    expect(logged.lines).toEqual([expect.objectContaining({ level: 'error', message: 'Request failed' })]);
  });

  it('gets HTTP 500 if it is asynchronous', async () => {
    const { send } = await start({ handle: () => Promise.reject(new Error('oops')) });
    expect((await send({ path: '/validate' }, good)).status).toBe(500);
  });
});

describe('the health listener', () => {
  it('serves liveness, readiness and metrics', async () => {
    const { health } = await start();
    expect(await health('/livez')).toMatchObject({ status: 200, body: 'ok\n' });
    expect(await health('/readyz')).toMatchObject({ status: 200, body: 'ok\n' });
    expect(await health('/metrics')).toMatchObject({ status: 200, body: 'metrics\n' });
    expect((await health('/nothing')).status).toBe(404);
  });

  it('shows the reason of each passing check with ?verbose', async () => {
    const { health } = await start({
      checks: [{ name: 'facts', check: () => ({ ok: true, reason: '3 files' }) }],
    });
    const { body } = await health('/readyz?verbose');
    expect(body.split('\n')).toEqual([
      '[+]shutdown ok: serving',
      expect.stringMatching(/^\[\+\]certificate ok: serving until /),
      '[+]facts ok: 3 files',
      'readyz check passed',
      '',
    ]);
  });

  it('is not ready while a check fails, and shows the reason', async () => {
    const { health } = await start({
      checks: [{ name: 'facts', check: () => ({ ok: false, reason: 'the API is away' }) }],
    });
    expect(await health('/readyz')).toMatchObject({
      status: 503,
      body: expect.stringContaining('[-]facts failed: the API is away'),
    });
  });

  it('logs each change of readiness once, with the reason', async () => {
    let reason: string | undefined = 'the API is away';
    const { health, logged } = await start({
      checks: [{ name: 'facts', check: () => ({ ok: reason === undefined, reason: reason ?? 'all' }) }],
    });
    const sent = () => logged.lines.map(({ level, message, fields }) => ({ level, message, fields }));
    await health('/readyz');
    await health('/readyz');
    expect(sent()).toEqual([
      { level: 'warn', message: 'Became not ready', fields: { failed: { facts: 'the API is away' } } },
    ]);
    reason = undefined;
    await health('/readyz');
    await health('/readyz');
    expect(sent().slice(1)).toEqual([{ level: 'info', message: 'Became ready', fields: {} }]);
  });
});
