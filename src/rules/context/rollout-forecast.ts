import type { Facts } from '../../model/facts.ts';
import { foreseeWriteRollout, type NodesFact } from '../../model/index/project-write.ts';
import type { MachineConfigPool } from '../../model/machine-config-pools.ts';
import { type Rollout, rolloutSettings } from '../../model/rollout/rollout.ts';
import { count } from '../../model/text/count.ts';
import { foundOnce } from '../found-once.ts';
import { inWords } from './across-objects.ts';

/** What a forecast is made of. */
export type RolloutFacts = Pick<Facts, 'nodes'> &
  Partial<Pick<Facts, 'nodeDisruption' | 'drainOverride' | 'machineConfigPools' | 'platform'>>;

/** What a write does to the nodes; undefined where nothing can be said: the operator stops at this write, or has stopped before it. */
export function forecastRollout(facts: RolloutFacts): Rollout | undefined {
  const rollout = foresee(facts.nodes, facts);
  return rollout.kind === 'foreseen' ? rollout : undefined;
}

const foresee = foundOnce((nodes: NodesFact, facts: RolloutFacts) =>
  foreseeWriteRollout(nodes, rolloutSettings(facts)),
);

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
