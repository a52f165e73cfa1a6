import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expectSuccess } from './run-command.ts';

/** A file system on this machine, which is the node. It can be frozen, as for a storage snapshot. */
export interface AuditDisk {
  /** Mount point. */
  readonly path: string;
  /**
   * Blocks writers in the kernel until the file system is thawed. It is thawed when this process ends,
   * because blocked processes cannot be killed.
   */
  freeze(): Promise<{ thaw(): Promise<void> }>;
  remove(): Promise<void>;
}

/** @param state folder of the cluster; deleting the cluster unmounts and removes it */
export async function createAuditDisk(state: string): Promise<AuditDisk> {
  const path = join(state, 'audit-disk');
  const image = `${path}.img`;
  await mkdir(path, { recursive: true });
  await expectSuccess('truncate', ['--size=32M', image]);
  await expectSuccess('mkfs.ext4', ['-q', image]);
  await expectSuccess('mount', ['-o', 'loop', image, path]);
  // For any user id of the pods.
  await expectSuccess('chmod', ['0777', path]);
  return {
    path,
    async freeze() {
      // `cat` ends when its input is closed, at the latest when this process ends.
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
