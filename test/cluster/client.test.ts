import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiConnection } from '../../src/cluster/api-connection.ts';
import { connectToApi, loadKubeConfig } from '../../src/cluster/client.ts';
import { type MadeCertificates, made } from '../certificates/made-certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-client-'));
const kubeconfig = join(folder, 'kubeconfig');
const caFile = join(folder, 'ca.crt');
const { KUBECONFIG, HOME } = process.env;

const certificates: MadeCertificates = await made();
let server: Server;
let connection: ApiConnection;
/** TLS handshakes, one per connection of the client. */
let handshakes = 0;
/** Responses with status 429 to `/busy` before the first success. */
let busyResponses = 0;
/** The last request. */
let received: Record<string, unknown> = {};

beforeAll(async () => {
  const { leaf } = certificates;
  server = createServer({ cert: leaf.certificatePem, key: leaf.keyPem }, async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { method, url, headers } = request;
    const { accept, authorization: token, 'content-type': type } = headers;
    received = { method, url, body, type, accept, token };
    if (url?.endsWith('/silent')) return;
    if (url?.endsWith('/partial')) {
      response.setHeader('Content-Type', 'application/json').write('{"type":"ADDED"}\n');
      return;
    }
    if (url?.endsWith('/busy')) {
      busyResponses -= 1;
      if (busyResponses >= 0) {
        response.writeHead(429, { 'Retry-After': '0' }).end('storage is (re)initializing');
        return;
      }
    }
    if (url?.endsWith('/plain')) {
      response.writeHead(502).end('<html>');
      return;
    }
    if (url?.endsWith('/forbidden')) {
      response.writeHead(403).end('{"kind":"Status","message":"sets is forbidden"}');
      return;
    }
    response.setHeader('Content-Type', 'application/json').end('{"kind":"Set"}');
  });
  server.on('secureConnection', () => handshakes++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

function writeKubeconfig(port: number): void {
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
}

beforeEach(() => {
  handshakes = 0;
  writeFileSync(caFile, certificates.ca.certificatePem);
  writeKubeconfig((server.address() as AddressInfo).port);
  process.env.KUBECONFIG = kubeconfig;
  connection = connectToApi();
});
afterEach(() => connection.close());
afterAll(() => {
  if (KUBECONFIG === undefined) delete process.env.KUBECONFIG;
  else process.env.KUBECONFIG = KUBECONFIG;
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const set = { group: 'example.com', version: 'v1', plural: 'sets' };
const get = (name = 'a') => connection.customObjects.getClusterCustomObject({ ...set, name });
const path = (name: string) => `/base/apis/example.com/v1/sets/${name}`;

describe('a generated call', () => {
  it('is sent below the path of the server, with the token, and returns the parsed object', async () => {
    expect(await get()).toEqual({ kind: 'Set' });
    expect(received).toEqual({
      method: 'GET',
      url: path('a'),
      body: '',
      type: undefined,
      accept: expect.stringMatching(/^application\/json/),
      token: 'Bearer secret',
    });
  });

  it('sends its body as JSON in UTF-8, and the type of a patch that is given', async () => {
    const patch = { ...set, name: 'a', body: { a: 'é' } };
    await connection.customObjects.patchClusterCustomObject(
      patch,
      connection.options({ contentType: 'application/apply-patch+yaml' }),
    );
    expect(received).toMatchObject({ body: '{"a":"é"}', type: 'application/apply-patch+yaml' });
  });

  it('sends the Accept header that is given', async () => {
    const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
    await connection.customObjects.listClusterCustomObject(set, connection.options({ accept }));
    expect(received).toMatchObject({ accept });
  });

  it("rejects with the status and the API server's message", async () => {
    await expect(get('forbidden')).rejects.toMatchObject({
      status: 403,
      message: `the API server returned 403 for GET ${path('forbidden')}: sets is forbidden`,
      dateMs: expect.any(Number),
    });
  });

  it('rejects with the text of an error that is not JSON', async () => {
    await expect(get('plain')).rejects.toMatchObject({
      status: 502,
      message: `the API server returned 502 for GET ${path('plain')}: <html>`,
    });
  });

  it('repeats a read while the response has Retry-After', async () => {
    busyResponses = 2;
    await expect(connection.customObjects.getClusterCustomObject({ ...set, name: 'busy' })).resolves.toEqual({
      kind: 'Set',
    });
  });

  it('rejects with the status after 10 retries', async () => {
    busyResponses = 20;
    await expect(connection.customObjects.getClusterCustomObject({ ...set, name: 'busy' })).rejects.toThrow(
      'the API server returned 429 for GET /base/apis/example.com/v1/sets/busy: storage is (re)initializing',
    );
    expect(busyResponses).toBe(9);
  });

  it('sends a write once', async () => {
    busyResponses = 2;
    const write = connection.customObjects.deleteClusterCustomObject({ ...set, name: 'busy' });
    await expect(write).rejects.toThrow('429');
    expect(busyResponses).toBe(1);
  });

  it('reuses its connection', async () => {
    for (let round = 0; round < 3; round++) await get();
    expect(handshakes).toBe(1);
  });

  it('uses a CA that was renewed on disk', async () => {
    await get();
    writeFileSync(caFile, (await made()).ca.certificatePem);
    await expect(get()).rejects.toThrow(/^the API server did not respond to GET .*(certificate|signature)/);
  });

  it('rejects with the request and the reason if the connection fails', async () => {
    connection.close();
    writeKubeconfig(1);
    connection = connectToApi();
    await expect(get()).rejects.toThrow(
      /^the API server did not respond to GET \/base\/apis\/example.com\/v1\/sets\/a: .*ECONNREFUSED/,
    );
  });

  it.each(['silent', 'partial'])('rejects after its timeout if the response is %s', async (name) => {
    connection.close();
    connection = connectToApi({ callTimeoutMs: 50 });
    await expect(get(name)).rejects.toThrow(
      `the API server did not respond to GET ${path(name)}: timeout of 0.05 s`,
    );
  });

  it('rejects when its signal aborts', async () => {
    const control = new AbortController();
    const call = connection.customObjects.getClusterCustomObject(
      { ...set, name: 'silent' },
      connection.options({ signal: control.signal }),
    );
    control.abort();
    await expect(call).rejects.toThrow('did not respond');
  });
});

describe('connectToApi', () => {
  it('throws if no cluster is configured', () => {
    writeFileSync(kubeconfig, 'apiVersion: v1\nkind: Config\nclusters: []\nusers: []\ncontexts: []\n');
    expect(() => connectToApi()).toThrow('found no API server');
  });

  it('reports an invalid kubeconfig without its text, which can contain credentials', () => {
    writeFileSync(kubeconfig, 'users: [\n- user: {token: hidden}\n');
    expect(() => loadKubeConfig({ kubeconfig })).toThrow(
      /^the kubeconfig \S+ is not valid: (?:(?!hidden)[^\n])+$/,
    );
  });

  it('names the kubeconfig that has no API server', () => {
    writeFileSync(kubeconfig, 'apiVersion: v1\nkind: Config\nclusters: []\nusers: []\ncontexts: []\n');
    expect(() => loadKubeConfig({ kubeconfig })).toThrow(
      `the kubeconfig ${kubeconfig} has no current context; pass --context`,
    );
    const cluster = '{name: c, cluster: {server: "http://localhost:80"}}';
    const context = '{name: plain, context: {cluster: c, user: u}}';
    writeFileSync(kubeconfig, `clusters: [${cluster}]\nusers: [{name: u}]\ncontexts: [${context}]\n`);
    expect(() => loadKubeConfig({ kubeconfig, context: 'plain' })).toThrow(
      `the kubeconfig ${kubeconfig} has no https:// server for context "plain"`,
    );
  });

  it('reports a context without a kubeconfig', () => {
    delete process.env.KUBECONFIG;
    process.env.HOME = folder;
    expect(() => loadKubeConfig({ context: 'prod' })).toThrow(
      'found no kubeconfig with the context "prod"; pass --kubeconfig, or set KUBECONFIG',
    );
    process.env.HOME = HOME;
  });

  it('throws instead of using the http address that the Kubernetes client defaults to', () => {
    delete process.env.KUBECONFIG;
    process.env.HOME = folder;
    expect(() => connectToApi()).toThrow('found no API server: no ServiceAccount, and no kubeconfig');
    process.env.HOME = HOME;
  });
});

describe('an opened watch', () => {
  it('can be read before it ends, and ends with its signal', async () => {
    const control = new AbortController();
    const response = await connection.open('/partial', { signal: control.signal });
    const first = Promise.withResolvers<string>();
    response.setEncoding('utf8').once('data', first.resolve);
    expect(await first.promise).toBe('{"type":"ADDED"}\n');
    const closed = new Promise((resolve) => response.once('close', resolve));
    response.once('error', () => {});
    control.abort();
    await closed;
  });

  it('rejects with its signal if the server sends no headers', async () => {
    const control = new AbortController();
    const opening = connection.open('/silent', { signal: control.signal });
    control.abort();
    await expect(opening).rejects.toThrow('aborted');
  });
});
