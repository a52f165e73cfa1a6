import type { MachineConfigPool } from '../../model/machine-config-pools.ts';
import type { Platform } from '../../model/platform.ts';
import { count } from '../../model/text/count.ts';
import { inWords } from './across-objects.ts';

/** `every node of master and worker (6 nodes, 1 at a time)`; `every node` where the pools are not known. Paused pools are left out. */
export function nameNodes(pools: readonly MachineConfigPool[] | undefined): string {
  const rolling = (pools ?? []).filter(({ isPaused, machines }) => !isPaused && machines !== 0);
  if (rolling.length === 0) return pausedPools(pools).length === 0 ? 'every node' : 'every node once resumed';
  const names = rolling.map((pool) => `${pool.name}${paceOf(pool)}`);
  return `every node of ${inWords(names)}`;
}

function paceOf({ machines, maxUnavailable }: MachineConfigPool): string {
  return machines === undefined ? '' : ` (${count(machines, 'node')}, ${maxUnavailable} at a time)`;
}

export function pausedPools(pools: readonly MachineConfigPool[] | undefined): readonly MachineConfigPool[] {
  return (pools ?? []).filter(({ isPaused }) => isPaused);
}

/** In a hosted cluster NodePools roll nodes out, not MachineConfigPools, and mirror sets have no effect (DOMAIN 8.4). */
export function isHosted({ platform }: { readonly platform?: Platform | undefined }): boolean {
  return platform?.isHostedGuest === true;
}
