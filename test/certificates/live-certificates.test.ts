import { writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type ConnectionOptions, connect, type PeerCertificate } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FilesSource } from '../../src/certificates/files-source.ts';
import type { KeyedCertificate } from '../../src/certificates/keyed-certificate.ts';
import { LiveCertificates } from '../../src/certificates/live-certificates.ts';
import { listenerOptions } from '../../src/certificates/tls-options.ts';
import { clientCertificate, type MadeCertificates, made } from './made-certificates.ts';
import { MountedSecret } from './mounted-secret.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = temporaryFolder();
const first = await made();
const second = await made();
const clients = await made();
const others = await made();
const trusted = first.ca.certificatePem + second.ca.certificatePem;
const endings: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

const filesOf = ({ leaf }: MadeCertificates) => ({ 'tls.crt': leaf.certificatePem, 'tls.key': leaf.keyPem });

async function listening(name: string, clientCaFile?: string) {
  const secret = new MountedSecret(join(root, name));
  const server = createServer(listenerOptions({ verifyClients: clientCaFile !== undefined }), (_, response) =>
    response.end('ok'),
  );
  const source = new FilesSource({ directory: secret.directory });
  const live = new LiveCertificates({
    servers: [server],
    source,
    ...(clientCaFile === undefined ? {} : { clientCaFile }),
  });
  endings.push(async () => {
    await live.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await live.start();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { secret, source, live, port };
}

/** The server certificate and protocol of a TLS connection. */
interface Peer {
  readonly fingerprint: string;
  readonly protocol: string | null;
}

function handshake(port: number, options: ConnectionOptions = {}): Promise<Peer> {
  const { promise, resolve, reject } = Promise.withResolvers<Peer>();
  const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: trusted, ...options });
  socket.once('error', reject);
  socket.once('close', () => reject(new Error('closed by the server')));
  // In TLS 1.3 the server rejects a client certificate after the client completes its handshake. Only
  // received data proves that the server accepts it.
  socket.once('secureConnect', () =>
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
  );
  socket.once('data', () => {
    const peer: PeerCertificate = socket.getPeerCertificate();
    resolve({ fingerprint: peer.fingerprint256, protocol: socket.getProtocol() });
    socket.destroy();
  });
  return promise;
}

/** Returns the response body. Rejects on any error. */
function get(port: number, agent: Agent): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const call = request(
    { port, host: '127.0.0.1', servername: 'localhost', agent, ca: trusted },
    (response) => {
      response.setEncoding('utf8').on('data', resolve).on('error', reject);
    },
  );
  call.on('error', reject).end();
  return promise;
}

describe('a listener with live certificates', () => {
  it('prefers TLS 1.3 and supports 1.2, but no older version', async () => {
    const { secret, source, port } = await listening('versions');
    secret.update(filesOf(first));
    await source.refresh();
    expect((await handshake(port)).protocol).toBe('TLSv1.3');
    expect((await handshake(port, { maxVersion: 'TLSv1.2' })).protocol).toBe('TLSv1.2');
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    await expect(handshake(port, old)).rejects.toThrow(/alert protocol version|unsupported protocol/);
  });

  it('rejects ciphers without forward secrecy', async () => {
    const { secret, source, port } = await listening('ciphers');
    secret.update(filesOf(first));
    await source.refresh();
    await expect(handshake(port, { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' })).rejects.toThrow(
      /handshake failure/,
    );
  });

  it('rejects handshakes until it has a certificate', async () => {
    const { secret, source, port } = await listening('none-yet');
    await expect(handshake(port)).rejects.toThrow();
    secret.update(filesOf(first));
    await source.refresh();
    await expect(handshake(port)).resolves.toBeDefined();
  });

  it('changes the certificate under load without a failed request and keeps open connections', async () => {
    const { secret, source, port } = await listening('load');
    secret.update(filesOf(first));
    await source.refresh();
    const seen = new Set([(await handshake(port)).fingerprint]);
    const kept = new Agent({ keepAlive: true, maxSockets: 1 });
    const fresh = new Agent({ keepAlive: false });
    let answers = 0;
    let swapping = true;

    const caller = async (agent: Agent) => {
      while (swapping) {
        expect(await get(port, agent)).toBe('ok');
        answers++;
      }
    };
    const callers = [caller(kept), caller(kept), caller(fresh), caller(fresh)];
    for (const pair of [second, first, second, first, second]) {
      const before = answers;
      secret.update(filesOf(pair));
      await source.refresh();
      while (answers < before + 20) await get(port, fresh);
      seen.add((await handshake(port)).fingerprint);
    }
    swapping = false;
    await Promise.all(callers);
    expect(seen.size).toBe(2);
    expect(answers).toBeGreaterThan(100);
    kept.destroy();
  });

  it('accepts only clients whose certificate the client CA signed', async () => {
    const file = join(root, 'client-ca.crt');
    writeFileSync(file, clients.ca.certificatePem);
    const { secret, source, live, port } = await listening('clients', file);
    secret.update(filesOf(first));
    await source.refresh();
    const known = await clientCertificate(clients.ca);
    const stranger = await clientCertificate(others.ca);
    const shows = ({ certificatePem, keyPem }: KeyedCertificate) =>
      handshake(port, { cert: certificatePem, key: keyPem });
    await expect(shows(known)).resolves.toBeDefined();
    await expect(shows(stranger)).rejects.toThrow('closed by the server');
    await expect(shows(clients.leaf)).rejects.toThrow('closed by the server');
    await expect(handshake(port)).rejects.toThrow('certificate required');

    writeFileSync(file, 'half a fi');
    await live.refresh();
    await expect(shows(known)).resolves.toBeDefined();
    writeFileSync(file, others.ca.certificatePem);
    await live.refresh();
    await expect(shows(stranger)).resolves.toBeDefined();
    await expect(shows(known)).rejects.toThrow('closed by the server');
  });

  it('fails to start if the client CA cannot be read', async () => {
    await expect(listening('no-client-ca', join(root, 'absent.crt'))).rejects.toThrow('no such file');
    writeFileSync(join(root, 'empty.crt'), 'x');
    await expect(listening('empty-client-ca', join(root, 'empty.crt'))).rejects.toThrow(
      'contains no certificate',
    );
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    writeFileSync(join(root, 'broken.crt'), broken);
    await expect(listening('broken-client-ca', join(root, 'broken.crt'))).rejects.toThrow(
      `certificate 1 in ${join(root, 'broken.crt')} is invalid`,
    );
    await expect(listening('folder-client-ca', root)).rejects.toThrow(
      `${root} is a folder, but must be a PEM file`,
    );
  });
});
