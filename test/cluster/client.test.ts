import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiConnection } from '../../src/cluster/api-connection.ts';
import { connectToApi } from '../../src/cluster/client.ts';
import { metadataOnly } from '../../src/cluster/watch/metadata-only.ts';
import { type MadeCertificates, made } from '../certificates/made-certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-client-'));
const kubeconfig = join(folder, 'kubeconfig');
const caFile = join(folder, 'ca.crt');
const environment = process.env.KUBECONFIG;

const certificates: MadeCertificates = await made();
let server: Server;
let connection: ApiConnection;
/** One a connection that a client has opened. */
let handshakes = 0;

beforeAll(async () => {
  const { leaf } = certificates;
  server = createServer({ cert: leaf.certificatePem, key: leaf.keyPem }, async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { method, url, headers } = request;
    if (url === '/base/silent') return;
    if (url === '/base/watch') {
      response.write('{"type":"ADDED"}\n');
      return;
    }
    if (url === '/base/plain') {
      response.writeHead(502).end('<html>');
      return;
    }
    const { accept, authorization: token, 'content-type': type } = headers;
    response.end(JSON.stringify({ method, url, body, type, accept, token }));
  });
  server.on('secureConnection', () => handshakes++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  handshakes = 0;
  const { port } = server.address() as AddressInfo;
  writeFileSync(caFile, certificates.ca.certificatePem);
  writeFileSync(
    kubeconfig,
    `apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "https://localhost:${port}/base/", certificate-authority: ${caFile}}}]
users: [{name: u, user: {token: secret}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
`,
  );
  process.env.KUBECONFIG = kubeconfig;
  connection = connectToApi();
});
afterEach(() => connection.close());
afterAll(() => {
  if (environment === undefined) delete process.env.KUBECONFIG;
  else process.env.KUBECONFIG = environment;
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

describe('a call to the API server', () => {
  it('goes below the path of the server, with the token, and comes back decoded', async () => {
    expect(await connection.call({ method: 'GET', path: '/api/v1/pods?limit=1' })).toEqual({
      status: 200,
      dateMs: expect.any(Number),
      body: {
        method: 'GET',
        url: '/base/api/v1/pods?limit=1',
        body: '',
        accept: 'application/json',
        token: 'Bearer secret',
      },
    });
  });

  it('sends what it is given as JSON, or as what it is said to be', async () => {
    const call = { method: 'PATCH', path: '/x', body: { a: 'é' } } as const;
    expect((await connection.call(call)).body).toMatchObject({ body: '{"a":"é"}', type: 'application/json' });
    const patch = { ...call, contentType: 'application/apply-patch+yaml' };
    expect((await connection.call(patch)).body).toMatchObject({ type: 'application/apply-patch+yaml' });
  });

  it('asks for a part of what there is, where that is all that is wanted', async () => {
    const call = { method: 'GET', path: '/x', accept: metadataOnly.list } as const;
    expect((await connection.call(call)).body).toMatchObject({ accept: metadataOnly.list });
  });

  it('gives every status back, also with a body that is no JSON', async () => {
    expect(await connection.call({ method: 'GET', path: '/plain' })).toMatchObject({
      status: 502,
      body: '<html>',
    });
  });

  it('keeps its connection for the next one', async () => {
    for (let round = 0; round < 3; round++) await connection.call({ method: 'GET', path: '/x' });
    expect(handshakes).toBe(1);
  });

  it('takes up a CA that changes on disk', async () => {
    await connection.call({ method: 'GET', path: '/x' });
    writeFileSync(caFile, (await made()).ca.certificatePem);
    await expect(connection.call({ method: 'GET', path: '/x' })).rejects.toThrow(
      /^the API server did not answer GET \/x: .*(certificate|signature)/,
    );
  });

  it('says which call had no answer', async () => {
    connection.close();
    writeFileSync(
      kubeconfig,
      `apiVersion: v1
clusters: [{name: c, cluster: {server: "https://127.0.0.1:1", certificate-authority: ${caFile}}}]
users: [{name: u, user: {token: secret}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
`,
    );
    connection = connectToApi();
    await expect(connection.call({ method: 'GET', path: '/x' })).rejects.toThrow(
      /^the API server did not answer GET \/x: .*ECONNREFUSED/,
    );
  });

  it('is given up when its answer does not come in time', async () => {
    connection.close();
    connection = connectToApi({ longestCallMs: 50 });
    await expect(connection.call({ method: 'GET', path: '/silent' })).rejects.toThrow('GET /silent');
    await expect(connection.call({ method: 'GET', path: '/watch' })).rejects.toThrow('GET /watch');
  });

  it('cannot be made where no cluster is named', () => {
    writeFileSync(kubeconfig, 'apiVersion: v1\nkind: Config\nclusters: []\nusers: []\ncontexts: []\n');
    expect(() => connectToApi()).toThrow('no API server is known');
  });

  it('cannot be made to the address that the Kubernetes client makes up where there is nothing', () => {
    const { HOME } = process.env;
    delete process.env.KUBECONFIG;
    process.env.HOME = folder;
    expect(() => connectToApi()).toThrow('no API server is known: neither a ServiceAccount nor a kubeconfig');
    process.env.HOME = HOME;
  });
});

describe('an answer that is read as it comes', () => {
  it('gives what is there before it ends, and ends with its signal', async () => {
    const control = new AbortController();
    const answer = await connection.open({ method: 'GET', path: '/watch' }, control.signal);
    const first = Promise.withResolvers<string>();
    answer.setEncoding('utf8').once('data', first.resolve);
    expect(await first.promise).toBe('{"type":"ADDED"}\n');
    const closed = new Promise((resolve) => answer.once('close', resolve));
    answer.once('error', () => {});
    control.abort();
    await closed;
  });

  it('ends with its signal also while nothing comes', async () => {
    const control = new AbortController();
    const opening = connection.open({ method: 'GET', path: '/silent' }, control.signal);
    control.abort();
    await expect(opening).rejects.toThrow('aborted');
  });
});
