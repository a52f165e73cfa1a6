import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { DirectoryWatch } from '../../src/watching/directory-watch.ts';
import { temporaryFolder } from '../certificates/temporary-folder.ts';

const root = temporaryFolder();
const emptyFolder = () => mkdtempSync(join(root, 'watched-'));
const watches: DirectoryWatch[] = [];
afterEach(() => {
  for (const watch of watches.splice(0)) watch.disarm();
});

/** Starts a watch. `changed` resolves with its next notification. */
function watching(directory: string) {
  let next = Promise.withResolvers<void>();
  const told = { count: 0 };
  const watch = new DirectoryWatch(directory, () => {
    told.count++;
    next.resolve();
    next = Promise.withResolvers<void>();
  });
  watches.push(watch);
  watch.arm();
  return { watch, told, changed: () => next.promise };
}

describe('DirectoryWatch', () => {
  it('reports a written file', async () => {
    const folder = emptyFolder();
    const { changed } = watching(folder);
    const change = changed();
    writeFileSync(join(folder, 'policy.yaml'), 'preset: strict\n');
    await change;
  });

  it('reports the symbolic link that the kubelet replaces', async () => {
    const folder = emptyFolder();
    for (const version of ['1', '2']) mkdirSync(join(folder, version));
    symlinkSync('1', join(folder, '..data'));
    const { changed } = watching(folder);
    const change = changed();
    symlinkSync('2', join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    await change;
  });

  it('watches a replaced directory after it is armed again', async () => {
    const folder = join(emptyFolder(), 'mounted');
    mkdirSync(folder);
    const { watch, changed } = watching(folder);
    renameSync(folder, `${folder}.old`);
    mkdirSync(folder);
    watch.arm();
    const change = changed();
    writeFileSync(join(folder, 'policy.yaml'), '');
    await change;
  });

  it('watches a directory after it is created', async () => {
    const folder = join(emptyFolder(), 'later');
    const { watch, changed } = watching(folder);
    mkdirSync(folder);
    watch.arm();
    const change = changed();
    writeFileSync(join(folder, 'policy.yaml'), '');
    await change;
    rmSync(folder, { recursive: true });
    watch.arm();
  });

  it('reports nothing after it is disarmed', async () => {
    const folder = emptyFolder();
    const { watch, told } = watching(folder);
    const other = watching(folder);
    watch.disarm();
    const change = other.changed();
    writeFileSync(join(folder, 'policy.yaml'), '');
    await change;
    expect(told.count).toBe(0);
  });
});
