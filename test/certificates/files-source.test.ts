import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FilesSource } from '../../src/certificates/files-source.ts';
import type { ServingCertificate } from '../../src/certificates/serving-certificate.ts';
import { dayMs, type MadeCertificates, made } from './made-certificates.ts';
import { MountedSecret } from './mounted-secret.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = temporaryFolder();
const nowMs = Date.UTC(2026, 0, 1);
const first = await made({ nowMs });
const second = await made({ nowMs });
const short = await made({ nowMs, lifeMs: dayMs });

const filesOf = ({ ca, leaf }: MadeCertificates) => ({
  'tls.crt': leaf.certificatePem,
  'tls.key': leaf.keyPem,
  'ca.crt': ca.certificatePem,
});

function write(directory: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
}

async function started(directory: string, { clock = { nowMs }, serverName = 'localhost' } = {}) {
  const served: ServingCertificate[] = [];
  const waiting: Array<() => void> = [];
  const source = new FilesSource({ directory, serverName, nowMs: () => clock.nowMs });
  await source.start((certificate) => {
    served.push(certificate);
    for (const resolve of waiting.splice(0)) resolve();
  });
  const changed = () => new Promise<void>((resolve) => waiting.push(resolve));
  return { source, served, clock, changed };
}

describe('FilesSource', () => {
  it('serves a certificate with the CA in ca.crt', async () => {
    const directory = join(root, 'all');
    write(directory, filesOf(first));
    const { source } = await started(directory);
    expect(source.current()).toMatchObject({
      chainPem: first.leaf.certificatePem,
      caPem: first.ca.certificatePem,
    });
    expect(source.status()).toMatchObject({
      state: 'ok',
      notAfterMs: nowMs + 30 * dayMs,
      caNotAfterMs: nowMs + 300 * dayMs,
    });
    await source.stop();
  });

  it('serves a certificate without ca.crt', async () => {
    const directory = join(root, 'no-ca');
    const { 'ca.crt': _, ...files } = filesOf(first);
    write(directory, files);
    const { source } = await started(directory);
    expect(source.status()).toMatchObject({ state: 'ok' });
    expect(source.status()).not.toHaveProperty('caNotAfterMs');
    await source.stop();
  });

  it('is not ready until the directory and its files exist', async () => {
    const directory = join(root, 'later');
    const { source, served } = await started(directory);
    expect(source.current()).toBeUndefined();
    expect(source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('no such file'),
    });
    write(directory, filesOf(first));
    await source.refresh();
    expect(served).toHaveLength(1);
    expect(source.status().state).toBe('ok');
    await source.stop();
  });

  it('reloads when the kubelet updates a mounted Secret', async () => {
    const secret = new MountedSecret(join(root, 'mounted'));
    secret.update(filesOf(first));
    const { source, changed } = await started(secret.directory);
    const swapped = changed();
    secret.update(filesOf(second));
    await swapped;
    expect(source.current()?.chainPem).toBe(second.leaf.certificatePem);
    await source.stop();
  });

  it('watches the directory that currently has the name', async () => {
    const directory = join(root, 'replaced');
    write(directory, filesOf(first));
    const { source, changed } = await started(directory);
    renameSync(directory, `${directory}-old`);
    write(directory, filesOf(first));
    await source.refresh();
    const swapped = changed();
    write(directory, filesOf(second));
    await swapped;
    await source.stop();
  });

  it('serves the previous certificate until key and certificate match', async () => {
    const directory = join(root, 'mismatch');
    write(directory, filesOf(first));
    const { source, served } = await started(directory);
    write(directory, { 'tls.crt': second.leaf.certificatePem });
    await source.refresh();
    expect(source.current()?.chainPem).toBe(first.leaf.certificatePem);
    expect(source.status()).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining('does not match its private key'),
    });
    write(directory, { 'tls.key': second.leaf.keyPem });
    await source.refresh();
    expect(source.current()?.chainPem).toBe(second.leaf.certificatePem);
    expect(source.status().state).toBe('ok');
    expect(served).toHaveLength(2);
    await source.stop();
  });

  it('serves the previous certificate after the files are removed', async () => {
    const directory = join(root, 'gone');
    write(directory, filesOf(first));
    const { source } = await started(directory);
    rmSync(directory, { recursive: true });
    await source.refresh();
    expect(source.current()?.chainPem).toBe(first.leaf.certificatePem);
    expect(source.status().state).toBe('warning');
    await source.stop();
  });

  it('serves the previous certificate if the new one is for another name', async () => {
    const directory = join(root, 'name');
    write(directory, filesOf(await made({ nowMs, names: ['a.b.svc'] })));
    const { source } = await started(directory, { serverName: 'a.b.svc' });
    write(directory, filesOf(second));
    await source.refresh();
    expect(source.current()?.names).toContain('a.b.svc');
    expect(source.status()).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining('the API server connects to a.b.svc'),
    });
    await source.stop();
  });

  it('replaces a certificate by an expired one only if it has expired as well', async () => {
    const directory = join(root, 'older');
    write(directory, filesOf(first));
    const { source, clock } = await started(directory);
    write(directory, filesOf(short));
    clock.nowMs = nowMs + 2 * dayMs;
    await source.refresh();
    expect(source.current()?.chainPem).toBe(first.leaf.certificatePem);
    expect(source.status()).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining('the previous certificate is still served'),
    });
    clock.nowMs = nowMs + 31 * dayMs;
    await source.refresh();
    expect(source.current()?.chainPem).toBe(short.leaf.certificatePem);
    await source.stop();
  });

  it('logs a certificate once', async () => {
    const directory = join(root, 'once');
    write(directory, filesOf(first));
    const { source, served } = await started(directory);
    write(directory, filesOf(first));
    await source.refresh();
    expect(served).toHaveLength(1);
    await source.stop();
  });

  it('warns about an overdue renewal and is not ready after the expiry', async () => {
    const directory = join(root, 'overdue');
    write(directory, filesOf(first));
    const { source, clock } = await started(directory);
    const stateAfter = (days: number) => {
      clock.nowMs = nowMs + days * dayMs;
      return source.status();
    };
    expect(stateAfter(24).state).toBe('ok');
    expect(stateAfter(26)).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining('should have been renewed'),
    });
    expect(stateAfter(31)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('expired on 2026-01-31'),
    });
    expect(stateAfter(-1)).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining('check the clock of this node'),
    });
    await source.stop();
  });
});
