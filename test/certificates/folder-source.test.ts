import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FolderSource } from '../../src/certificates/folder-source.ts';
import type { ServingCertificate } from '../../src/certificates/serving-certificate.ts';
import { dayMs } from './made-certificates.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = temporaryFolder();
const start = Date.UTC(2026, 0, 1);

async function started(folder: string, clock = { nowMs: start }) {
  const served: ServingCertificate[] = [];
  const made: string[] = [];
  const source = new FolderSource({
    folder,
    nowMs: () => clock.nowMs,
    onCreated: ({ part, reason, isFirst, isKept }) =>
      made.push([part, ...(isFirst ? ['first'] : []), ...(isKept ? [] : ['not kept']), reason].join(': ')),
  });
  await source.start((certificate) => served.push(certificate));
  return { source, served, made, clock, file: (name: string) => readFileSync(join(folder, name), 'utf8') };
}

const stored = await started(join(root, 'stored'));
await stored.source.stop();

/** The folder of a stopped source. It is copied, because creating two keys takes 0.2 s of CPU time. */
function earlierFolder(name: string): string {
  cpSync(join(root, 'stored'), join(root, name), { recursive: true });
  return join(root, name);
}

describe('FolderSource', () => {
  it('creates certificates for this machine at the first start and stores them', async () => {
    const { source, served, file } = await started(join(root, 'first'));
    expect(source.current()).toMatchObject({
      names: 'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    });
    expect(served).toEqual([source.current()]);
    expect(source.current()).toMatchObject({
      chainPem: file('tls.crt'),
      keyPem: file('tls.key'),
      caPem: file('ca.crt'),
    });
    expect(source.status()).toMatchObject({
      state: 'ok',
      reason: expect.stringMatching(/^serving until 2027-01-01/),
    });
    await source.stop();
  });

  it('serves the same certificate after a restart', async () => {
    const { source, made } = await started(earlierFolder('again'));
    expect(source.current()).toEqual(stored.source.current());
    expect(made).toEqual([]);
    await source.stop();
  });

  it('renews the certificate after two thirds of its lifetime with the same CA', async () => {
    const { source, served, clock, file } = await started(earlierFolder('due'));
    const ca = file('ca.crt');
    clock.nowMs = start + 243 * dayMs;
    await source.refresh();
    expect(served).toHaveLength(1);
    clock.nowMs = start + 244 * dayMs;
    await source.refresh();
    expect(served).toHaveLength(2);
    expect(source.current()?.notAfterMs).toBe(clock.nowMs + 365 * dayMs);
    expect(file('ca.crt')).toBe(ca);
    await source.stop();
  });

  it('replaces the CA after two thirds of its lifetime or after its expiry', async () => {
    const { source } = await started(earlierFolder('late'), { nowMs: start + 4000 * dayMs });
    expect(source.current()?.caPem).not.toBe(stored.source.current()?.caPem);
    expect(source.status().state).toBe('ok');
    await source.stop();
  });

  it('replaces a certificate that is not yet valid', async () => {
    const { source, served, clock } = await started(earlierFolder('behind'));
    clock.nowMs = start - 2 * dayMs;
    await source.refresh();
    expect(served).toHaveLength(2);
    expect(source.status().state).toBe('ok');
    await source.stop();
  });

  it.each(['tls.crt', 'tls.key', 'ca.crt', 'ca.key'])(
    'replaces the certificate if %s is corrupt',
    async (name) => {
      const folder = earlierFolder(`broken-${name}`);
      const { source, served } = await started(folder);
      writeFileSync(join(folder, name), 'broken');
      await source.refresh();
      expect(served).toHaveLength(2);
      expect(source.status().state).toBe('ok');
      await source.stop();
    },
  );

  it('keeps certificates in memory and warns if the folder is not writable', async () => {
    writeFileSync(join(root, 'file'), '');
    const { source, served } = await started(join(root, 'file', 'state'));
    expect(source.status()).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining('the next start creates another one'),
    });
    await source.refresh();
    expect(served).toHaveLength(1);
    await source.stop();
  });

  it('clears the warning after a renewal is stored', async () => {
    const folder = join(root, 'healed');
    writeFileSync(folder, '');
    const { source, clock } = await started(folder);
    expect(source.status().state).toBe('warning');
    rmSync(folder);
    mkdirSync(folder);
    clock.nowMs += 3000 * dayMs;
    await source.refresh();
    expect(source.status().state).toBe('ok');
    await source.stop();
  });

  it('logs the creation with the reason', async () => {
    const folder = join(root, 'expected');
    const first = await started(folder);
    expect(first.made).toEqual(['ca: first: ca.crt and ca.key did not exist', 'tls: first: its CA is new']);
    await first.source.refresh();
    expect(first.made).toHaveLength(2);
    first.clock.nowMs = start + 244 * dayMs;
    await first.source.refresh();
    expect(first.made.slice(2)).toEqual(['tls: tls.crt was due for renewal at two thirds of its lifetime']);
    await first.source.stop();
    const second = await started(folder, { nowMs: start + 300 * dayMs });
    expect(second.made).toEqual([]);
    await second.source.stop();
  });

  it.each([
    [
      ['ca.crt', 'ca.key'],
      ['ca: ca.crt and ca.key did not exist', 'tls: its CA is new'],
    ],
    [['ca.key'], ['ca: ca.key did not exist, or could not be read', 'tls: its CA is new']],
    [['ca.crt'], ['ca: ca.crt did not exist, or could not be read', 'tls: its CA is new']],
    [['tls.crt', 'tls.key'], ['tls: tls.crt and tls.key did not exist']],
  ])('logs a replacement after %j was deleted', async (names, expected) => {
    const folder = earlierFolder(`deleted-${names.join('-')}`);
    for (const name of names) rmSync(join(folder, name));
    const { source, made } = await started(folder);
    expect(made).toEqual(expected);
    await source.stop();
  });

  it('logs a replacement if all files are deleted while it serves', async () => {
    const folder = earlierFolder('swept');
    const { source, made } = await started(folder);
    rmSync(folder, { recursive: true });
    await source.refresh();
    expect(made).toEqual(['ca: ca.crt and ca.key did not exist', 'tls: its CA is new']);
    await source.stop();
  });

  it.each([
    [4000, 'ca.crt had expired'],
    [2500, 'ca.crt was due for renewal at two thirds of its lifetime'],
    [-2, 'ca.crt was not valid yet: the clock was set back'],
  ])('logs a new CA %d days later', async (days, reason) => {
    const { source, made } = await started(earlierFolder(`days-${days}`), { nowMs: start + days * dayMs });
    expect(made).toEqual([`ca: ${reason}`, 'tls: its CA is new']);
    await source.stop();
  });

  it('logs that the files are corrupt and cannot be stored', async () => {
    const folder = earlierFolder('broken-expected');
    const { source, made } = await started(folder);
    writeFileSync(join(folder, 'ca.crt'), 'broken');
    await source.refresh();
    expect(made[0]).toBe('ca: ca.crt and ca.key were invalid, did not match, or were not a CA');
    await source.stop();
    writeFileSync(join(root, 'file-expected'), '');
    const unwritable = await started(join(root, 'file-expected', 'state'));
    expect(unwritable.made[0]).toBe('ca: first: not kept: ca.crt and ca.key did not exist');
    await unwritable.source.stop();
  });
});
