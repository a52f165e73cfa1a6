import type { ChangeRollout } from '../../model/cluster-change.ts';
import type { MachineConfigPool } from '../../model/machine-config-pools.ts';
import type { Platform } from '../../model/platform.ts';
import { count } from '../../model/text/count.ts';
import { joinWords } from './across-objects.ts';

type PredictedRollout = Extract<ChangeRollout, { readonly kind: 'predicted' }>;

/** The pools without those whose files give them a less severe verdict. */
export function poolsWithVerdict(
  pools: readonly MachineConfigPool[] | undefined,
  { verdict, verdicts }: PredictedRollout,
): readonly MachineConfigPool[] | undefined {
  return verdicts === undefined ? pools : pools?.filter(({ name }) => verdicts.get(name) === verdict);
}

/** The pools with the verdict if the cluster's pools are unknown; empty if all pools have it. */
function namesWithVerdict({ verdict, verdicts = new Map() }: PredictedRollout): readonly string[] {
  const names = [...verdicts].flatMap(([pool, own]) => (own === verdict ? pool : []));
  return names.length === verdicts.size ? [] : names;
}

/** The nodes with the verdict of the rollout, as `nameNodes` names them. */
export function nameNodesWithVerdict(
  pools: readonly MachineConfigPool[] | undefined,
  rollout: PredictedRollout,
): string {
  const names = pools === undefined ? namesWithVerdict(rollout) : [];
  return names.length > 0 ? `every node of ${joinWords(names)}` : nameNodes(poolsWithVerdict(pools, rollout));
}

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
