import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FolderSource } from '../../../src/server/tls/folder-source.ts';
import type { ServingCertificate } from '../../../src/server/tls/serving-certificate.ts';
import { dayMs } from './made-certificates.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = temporaryFolder();
const start = Date.UTC(2026, 0, 1);

async function started(folder: string, clock = { nowMs: start }) {
  const served: ServingCertificate[] = [];
  const source = new FolderSource({ folder, nowMs: () => clock.nowMs });
  await source.start((certificate) => served.push(certificate));
  return { source, served, clock, file: (name: string) => readFileSync(join(folder, name), 'utf8') };
}

describe('certificates from a state folder', () => {
  it('are made on the first start, for this machine, and kept', async () => {
    const { source, served, file } = await started(join(root, 'first'));
    expect(source.current()).toMatchObject({ names: 'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1' });
    expect(served).toEqual([source.current()]);
    expect(source.current()).toMatchObject({ chainPem: file('tls.crt'), keyPem: file('tls.key'), caPem: file('ca.crt') });
    expect(source.status()).toMatchObject({ state: 'ok', reason: expect.stringMatching(/^serving until 2027-01-01/) });
    await source.stop();
  });

  it('are the same after a restart', async () => {
    const folder = join(root, 'again');
    const first = await started(folder);
    await first.source.stop();
    const second = await started(folder);
    expect(second.source.current()).toEqual(first.source.current());
    await second.source.stop();
  });

  it('are renewed at two thirds of their life, the CA stays', async () => {
    const { source, served, clock, file } = await started(join(root, 'due'));
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

  it('come with a new CA when that is at two thirds of its life, or expired while nothing ran', async () => {
    const folder = join(root, 'late');
    const { source } = await started(folder);
    await source.stop();
    const later = await started(folder, { nowMs: start + 4000 * dayMs });
    expect(later.source.current()?.caPem).not.toBe(source.current()?.caPem);
    expect(later.source.status().state).toBe('ok');
    await later.source.stop();
  });

  it('are remade when the clock is behind their begin', async () => {
    const { source, served, clock } = await started(join(root, 'behind'));
    clock.nowMs = start - 2 * dayMs;
    await source.refresh();
    expect(served).toHaveLength(2);
    expect(source.status().state).toBe('ok');
    await source.stop();
  });

  it.each(['tls.crt', 'tls.key', 'ca.crt', 'ca.key'])('are remade when %s is broken', async (name) => {
    const folder = join(root, `broken-${name}`);
    const { source, served } = await started(folder);
    writeFileSync(join(folder, name), 'broken');
    await source.refresh();
    expect(served).toHaveLength(2);
    expect(source.status().state).toBe('ok');
    await source.stop();
  });

  it('live in memory, with a warning, where the folder cannot be written', async () => {
    writeFileSync(join(root, 'file'), '');
    const { source, served } = await started(join(root, 'file', 'state'));
    expect(source.status()).toMatchObject({ state: 'warning', reason: expect.stringContaining('the next start makes another one') });
    await source.refresh();
    expect(served).toHaveLength(1);
    await source.stop();
  });

  it('are no longer warned about once a renewal can be written', async () => {
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
});
