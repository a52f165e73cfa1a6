import type { MachineConfigPool } from '../../model/machine-config-pools.ts';
import type { Platform } from '../../model/platform.ts';
import { count } from '../../model/text/count.ts';
import { joinWords } from './across-objects.ts';

/** `every node of master and worker`; `every node` if the pools are unknown. Omits paused pools. */
export function nameNodes(pools: readonly MachineConfigPool[] | undefined): string {
  const rolling = rollingPools(pools);
  if (rolling.length > 0) return `every node of ${joinWords(rolling.map(({ name }) => name))}`;
  return pausedPools(pools).length === 0 ? 'every node' : 'every node once its pool is resumed';
}

/**
 * `. Pools: master (3 nodes, 1 at a time) and worker (24 nodes, 10% at a time)`; empty if no size is known.
 */
export function describePace(pools: readonly MachineConfigPool[] | undefined): string {
  const paces = rollingPools(pools).flatMap(({ name, machines, maxUnavailable }) =>
    machines === undefined ? [] : [`${name} (${count(machines, 'node')}, ${maxUnavailable} at a time)`],
  );
  return paces.length === 0 ? '' : `. Pools: ${joinWords(paces)}`;
}

function rollingPools(pools: readonly MachineConfigPool[] | undefined): readonly MachineConfigPool[] {
  return (pools ?? []).filter(({ isPaused, machines }) => !isPaused && machines !== 0);
}

export function pausedPools(pools: readonly MachineConfigPool[] | undefined): readonly MachineConfigPool[] {
  return (pools ?? []).filter(({ isPaused }) => isPaused);
}

/**
 * In a hosted cluster NodePools roll nodes out, not MachineConfigPools, and mirror sets have no effect
 * (DOMAIN 8.4).
 */
export function isHosted({ platform }: { readonly platform?: Platform | undefined }): boolean {
  return platform?.isHostedGuest === true;
}
