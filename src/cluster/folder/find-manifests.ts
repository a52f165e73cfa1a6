import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

const manifestName = /\.(ya?ml|json)$/i;

/**
 * Finds files below a folder. Follows links and enters each folder once, so link cycles end. Skips hidden
 * names: swap files of editors, and the inner folders of a mounted ConfigMap.
 * Rejects with the system error if a folder cannot be read.
 * @returns paths relative to the folder in a stable order; a path can refer to something other than a file
 */
export async function findManifests(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const entered = new Set<string>();

  async function walk(folder: string): Promise<void> {
    const place = await realpath(join(root, folder));
    if (entered.has(place)) return;
    entered.add(place);
    for (const entry of await readdir(place, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const path = join(folder, entry.name);
      if (await isFolder(join(place, entry.name), entry)) await walk(path);
      else if (manifestName.test(entry.name)) found.push(path);
    }
  }

  await walk('');
  return found.sort();
}

async function isFolder(path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  // A dangling link is not a folder.
  return stat(path).then(
    (target) => target.isDirectory(),
    () => false,
  );
}
