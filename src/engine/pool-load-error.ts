import { formatMachineConfig } from '../model/pools/containers-file.ts';
import type { PoolModel } from '../model/pools/pool-model.ts';

/**
 * Why the nodes of a pool cannot load their files, with the MachineConfig that causes it; undefined if they
 * can.
 */
export function describeLoadError({ loadError, pool }: PoolModel): string | undefined {
  if (loadError?.file === undefined) return loadError?.message;
  return `pool ${pool}, ${formatMachineConfig(loadError.file)}, ${loadError.message}`;
}
