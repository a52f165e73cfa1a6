import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';

/** Only root can mount file systems. For other users, the tests are skipped with the reason in the title. */
export const describeAsRoot: (name: string, tests: () => void) => void =
  process.getuid?.() === 0
    ? describe
    : (name, tests) => describe.skip(`${name} (needs root: it mounts a file system)`, tests);

/** A small tmpfs that fills up quickly. It is unmounted and deleted at the end of the `using` scope. */
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

/** Fills the disk. Delete the returned file to free the space. */
export function fillUp(folder: string): string {
  const path = join(folder, 'ballast');
  for (let bytes = 1024 * 1024; bytes > 0; bytes -= 4096) {
    try {
      writeFileSync(path, Buffer.alloc(bytes));
      return path;
    } catch {
      rmSync(path, { force: true });
    }
  }
  return path;
}

/**
 * Bind-mounts a file onto itself, as Kubernetes does for `subPath`: a process can write the file but not
 * rename it.
 */
export function pinFile(path: string): { [Symbol.dispose](): void } {
  run('mount', ['--bind', path, path]);
  return { [Symbol.dispose]: () => run('umount', ['-l', path]) };
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
