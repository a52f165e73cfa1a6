import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';

/** Only root may mount; elsewhere these tests are shown as skipped, with the reason in their title. */
export const describeAsRoot: (name: string, tests: () => void) => void =
  process.getuid?.() === 0
    ? describe
    : (name, tests) => describe.skip(`${name} (needs root: it mounts a file system)`, tests);

/** A file system of its own, so small that it is soon full; gone when `using` ends. */
export function tinyDisk(bytes: number): { readonly folder: string; [Symbol.dispose](): void } {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-disk-'));
  run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  return {
    folder,
    [Symbol.dispose]() {
      run('umount', ['-l', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Mounts a file onto itself, as Kubernetes does with `subPath`: it can be written, and not renamed. */
export function pinFile(path: string): { [Symbol.dispose](): void } {
  run('mount', ['--bind', path, path]);
  return { [Symbol.dispose]: () => run('umount', ['-l', path]) };
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
