import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AccessParts } from '../../src/server/access.ts';
import { isLoopback } from '../../src/server/health-routes.ts';
import type { AccessReview } from '../../src/webhook/ports.ts';
import { type RunningServer, startServer } from './running-server.ts';

const tokens: Readonly<Record<string, AccessReview>> = {
  good: { outcome: 'allowed' },
  weak: { outcome: 'forbidden', user: 'system:serviceaccount:a:b' },
};
const failing = { name: 'facts', check: () => ({ ok: false, reason: 'the API is away' }) };

let running: RunningServer | undefined;
let counted: string[];
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function start(
  parts: Parameters<typeof startServer>[0] = {},
  review: AccessParts['reviewer']['review'] = async (token) =>
    tokens[token] ?? { outcome: 'unauthenticated' },
): Promise<RunningServer> {
  counted = [];
  const access = { reviewer: { review }, count: (result: string) => void counted.push(result) };
  running = await startServer({ access, ...parts });
  return running;
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('the metrics listener', () => {
  it('serves metrics over TLS to a permitted client', async () => {
    const { metrics } = await start();
    expect(await metrics('/metrics', bearer('good'))).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: 'metrics\n',
    });
    expect(await metrics('/metrics', { Authorization: 'bearer   good' })).toMatchObject({ status: 200 });
    expect(counted).toEqual(['allowed', 'allowed']);
  });

  it('serves readiness with the reason of each check to a permitted client', async () => {
    const { metrics } = await start({ checks: [failing] });
    const { status, body } = await metrics('/readyz?verbose', bearer('good'));
    expect(status).toBe(503);
    expect(body.split('\n')).toEqual([
      '[+]shutdown ok: serving',
      expect.stringMatching(/^\[\+\]certificate ok: serving until /),
      '[-]facts failed: the API is away',
      'readyz check failed',
      '',
    ]);
  });

  it.each([
    ['without a token', {}],
    ['with an empty token', { Authorization: 'Bearer ' }],
    ['with a password', { Authorization: 'Basic Z29vZDpnb29k' }],
    ['with two tokens', { Authorization: 'Bearer good good' }],
    ['with a token that is not valid', bearer('wrong')],
  ])('responds with 401 on every path %s', async (_, headers) => {
    const { metrics } = await start();
    const paths = ['/metrics', '/readyz?verbose', '/readyz', '/other'];
    for (const path of paths)
      expect(await metrics(path, headers)).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Bearer' },
        body: 'mirrorguard: a valid bearer token of this cluster is required\n',
      });
    expect(counted).toEqual(paths.map(() => 'unauthenticated'));
  });

  it('responds with 403 and the name of the user without the permission', async () => {
    const { metrics } = await start();
    for (const path of ['/metrics', '/readyz?verbose'])
      expect(await metrics(path, bearer('weak'))).toMatchObject({
        status: 403,
        body: 'mirrorguard: user "system:serviceaccount:a:b" may not get path "/metrics"\n',
      });
    expect(counted).toEqual(['forbidden', 'forbidden']);
  });

  it('responds with 503 if the token cannot be reviewed, and logs the reason once', async () => {
    const { metrics, logged } = await start({}, () => Promise.reject(new Error('the API server is away')));
    for (const _ of [1, 2])
      expect(await metrics('/metrics', bearer('good'))).toMatchObject({
        status: 503,
        body: 'mirrorguard: the API server did not review the token; see the log of mirrorguard\n',
      });
    expect(counted).toEqual(['error', 'error']);
    expect(logged.lines).toEqual([
      expect.objectContaining({
        level: 'warn',
        message: 'Access review failed',
        fields: { reason: 'the API server is away' },
      }),
    ]);
  });

  it('has no other paths', async () => {
    const { metrics } = await start();
    expect((await metrics('/validate', bearer('good'))).status).toBe(404);
  });

  it('hides the reason of an internal error from the client, and logs it', async () => {
    const renderMetrics = () => Promise.reject(new Error('oops'));
    const { metrics, logged } = await start({ renderMetrics });
    expect(await metrics('/metrics', bearer('good'))).toMatchObject({
      status: 500,
      body: 'mirrorguard: internal error; see the log of mirrorguard\n',
    });
    expect(logged.lines).toEqual([expect.objectContaining({ level: 'error', message: 'Request failed' })]);
  });

  it('leaves the health listener without metrics and reasons', async () => {
    const { health } = await start({ checks: [failing] });
    for (const path of ['/readyz', '/readyz?verbose'])
      expect(await health(path)).toMatchObject({ status: 503, body: 'not ready\n' });
    expect(await health('/livez')).toMatchObject({ status: 200, body: 'ok\n' });
    expect((await health('/metrics')).status).toBe(404);
  });

  it('leaves the health listener with the result of readiness alone', async () => {
    const { health } = await start();
    for (const path of ['/readyz', '/readyz?verbose'])
      expect(await health(path)).toMatchObject({ status: 200, body: 'ok\n' });
  });
});

/** A connection to an address of a local interface uses the same address as its source. */
const [otherAddress] = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses)
  .flatMap(({ internal, family, address }) => (!internal && family === 'IPv4' ? address : []));

describe('the health listener without access reviews', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['fd00::1', false],
    ['', false],
  ])('regards %s as this machine: %j', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });

  const itWithNetwork = otherAddress === undefined ? it.skip : it;
  itWithNetwork('serves no metrics and reasons to other addresses', async () => {
    running = await startServer({ checks: [failing] }, '0.0.0.0');
    const get = async (path: string) => {
      const response = await fetch(`http://${otherAddress}:${running?.healthPort}${path}`);
      return `${response.status} ${await response.text()}`;
    };
    expect(await get('/readyz?verbose')).toBe('503 not ready\n');
    expect(await get('/livez')).toBe('200 ok\n');
    expect(await get('/metrics')).toMatch(/^404 /);
    expect((await running.health('/metrics')).status).toBe(200);
  });
});
