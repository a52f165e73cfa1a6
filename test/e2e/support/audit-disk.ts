import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expectSuccess } from './run-command.ts';

/** A filesystem of its own on this machine, which is also the node: it can be frozen as storage freezes it for a snapshot. */
export interface AuditDisk {
  /** Where it is mounted. */
  readonly path: string;
  /**
   * From now on whoever writes to it waits, in the kernel, until it is thawed. It thaws by itself when this process ends: a program that
   * waits for its disk cannot be killed.
   */
  freeze(): Promise<{ thaw(): Promise<void> }>;
  remove(): Promise<void>;
}

/** @param state folder of the cluster, which is unmounted and removed with it */
export async function createAuditDisk(state: string): Promise<AuditDisk> {
  const path = join(state, 'audit-disk');
  const image = `${path}.img`;
  await mkdir(path, { recursive: true });
  await expectSuccess('truncate', ['--size=32M', image]);
  await expectSuccess('mkfs.ext4', ['-q', image]);
  await expectSuccess('mount', ['-o', 'loop', image, path]);
  // Whoever the pods run as.
  await expectSuccess('chmod', ['0777', path]);
  return {
    path,
    async freeze() {
      // `cat` ends with its input, which ends when it is told to, or with this process.
      const frozen = spawn('sh', [
        '-ec',
        'fsfreeze --freeze "$0"; echo frozen; cat >/dev/null; fsfreeze --unfreeze "$0"',
        path,
      ]);
      await once(frozen.stdout, 'data');
      return { thaw: () => endOf(frozen) };
    },
    async remove() {
      await expectSuccess('umount', [path]);
    },
  };
}

async function endOf(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close');
  child.stdin?.end();
  await ended;
}
