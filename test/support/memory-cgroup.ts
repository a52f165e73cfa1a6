import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A cgroup with a memory limit, as a container runtime creates it. */
export interface MemoryCgroup {
  /** Returns a command that runs `command` in the cgroup. */
  wrap(command: readonly string[]): readonly string[];
  /** The number of processes that the kernel killed because of the limit. */
  oomKills(): number;
  remove(): void;
}

const v1 = '/sys/fs/cgroup/memory';
const v2 = '/sys/fs/cgroup';

/** @returns the cgroup, or the reason if this machine does not support it */
export function createMemoryCgroup(limitBytes: number): MemoryCgroup | string {
  const isV2 = existsSync(join(v2, 'cgroup.controllers'));
  const root = isV2 ? v2 : v1;
  if (!existsSync(root)) return `this machine has no memory cgroup (${root})`;
  const path = join(root, `mirrorguard-test-${process.pid}`);
  try {
    if (isV2) writeFileSync(join(root, 'cgroup.subtree_control'), '+memory');
    mkdirSync(path);
    writeFileSync(join(path, isV2 ? 'memory.max' : 'memory.limit_in_bytes'), String(limitBytes));
    if (isV2) writeFileSync(join(path, 'memory.swap.max'), '0');
  } catch (error) {
    return `a memory cgroup needs root and a writable ${root}: ${(error as Error).message}`;
  }
  const events = join(path, isV2 ? 'memory.events' : 'memory.oom_control');
  return {
    wrap: (command) => ['sh', '-c', `echo $$ > ${path}/cgroup.procs && exec "$@"`, 'sh', ...command],
    oomKills: () => Number(/^oom_kill (\d+)$/m.exec(readFileSync(events, 'utf8'))?.[1]),
    remove: () => rmdirSync(path),
  };
}
