import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FolderSource } from '../../src/certificates/folder-source.ts';
import { findCaFile } from '../../src/main/certificates.ts';
import { temporaryFolder } from '../certificates/temporary-folder.ts';

const root = temporaryFolder();

async function servedFrom(folder: string): Promise<FolderSource> {
  const source = new FolderSource({ folder });
  await source.start(() => {});
  await source.stop();
  return source;
}

describe('findCaFile', () => {
  it('returns the file in the state folder', async () => {
    const folder = join(root, 'kept');
    expect(await findCaFile(folder, await servedFrom(folder))).toBe(join(folder, 'ca.crt'));
  });

  it('returns undefined if the state folder cannot be created', async () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    expect(await findCaFile(file, await servedFrom(file))).toBeUndefined();
  });

  it('returns undefined for the CA of another certificate', async () => {
    const folder = join(root, 'foreign');
    mkdirSync(folder);
    writeFileSync(join(folder, 'ca.crt'), 'another');
    expect(await findCaFile(folder, { current: () => undefined })).toBeUndefined();
  });
});
