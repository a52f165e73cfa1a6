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

describe('the manifests of a folder', () => {
  it('are its YAML and JSON files, in a stable order, those of subfolders included', async () => {
    mkdirSync(join(folder, 'sub', 'deep'), { recursive: true });
    write('b.yml', 'a.yaml', 'sub/c.JSON', 'sub/deep/d.yaml', 'notes.txt', 'sub/script.yaml.sh');
    expect(await findManifests(folder)).toEqual(['a.yaml', 'b.yml', 'sub/c.JSON', 'sub/deep/d.yaml']);
  });

  it('are none of hidden names', async () => {
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

  // Two such links double the paths at each step down: forty steps would never end.
  it('are found once where links lead back up', async () => {
    write('a.yaml');
    for (const name of ['again', 'and-again']) symlinkSync('.', join(folder, name));
    expect(await findManifests(folder)).toEqual(['a.yaml']);
  });

  it('includes dangling links, which fail when they are read', async () => {
    symlinkSync('nowhere', join(folder, 'a.yaml'));
    expect(await findManifests(folder)).toEqual(['a.yaml']);
  });

  it('cannot be listed where there is no folder', async () => {
    await expect(findManifests(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
