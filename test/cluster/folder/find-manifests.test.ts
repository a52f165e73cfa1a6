import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { findManifests } from '../../../src/cluster/folder/find-manifests.ts';
import { temporaryFolder } from '../../certificates/temporary-folder.ts';

const root = temporaryFolder();
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(root, 'manifests-'));
});
const write = (...names: readonly string[]) => {
  for (const name of names) writeFileSync(join(folder, name), '');
};

describe('findManifests', () => {
  it('returns YAML and JSON files of the folder and its subfolders in a stable order', async () => {
    mkdirSync(join(folder, 'sub', 'deep'), { recursive: true });
    write('b.yml', 'a.yaml', 'sub/c.JSON', 'sub/deep/d.yaml', 'notes.txt', 'sub/script.yaml.sh');
    expect(await findManifests(folder)).toEqual(['a.yaml', 'b.yml', 'sub/c.JSON', 'sub/deep/d.yaml']);
  });

  it('ignores hidden names', async () => {
    mkdirSync(join(folder, '.git'));
    write('.a.yaml', '.git/b.yaml');
    expect(await findManifests(folder)).toEqual([]);
  });

  it('finds manifests through links, as in a mounted ConfigMap', async () => {
    mkdirSync(join(folder, '..2026'));
    symlinkSync('..2026', join(folder, '..data'));
    symlinkSync('..data/a.yaml', join(folder, 'a.yaml'));
    write('..2026/a.yaml');
    expect(await findManifests(folder)).toEqual(['a.yaml']);
  });

  // Two such links double the number of paths at each level, so following them 40 levels deep would not end.
  it('returns each file once if links form a cycle', async () => {
    write('a.yaml');
    for (const name of ['again', 'and-again']) symlinkSync('.', join(folder, name));
    expect(await findManifests(folder)).toEqual(['a.yaml']);
  });

  it('includes dangling links, which fail when they are read', async () => {
    symlinkSync('nowhere', join(folder, 'a.yaml'));
    expect(await findManifests(folder)).toEqual(['a.yaml']);
  });

  it('fails if the folder does not exist', async () => {
    await expect(findManifests(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
