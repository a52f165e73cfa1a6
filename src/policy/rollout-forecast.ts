import { foreseeWriteRollout, type NodesFact } from '../domain/cluster-index/project-write.ts';
import type { Facts } from '../domain/facts.ts';
import type { MachineConfigPool } from '../domain/machine-config-pools.ts';
import type { Rollout } from '../domain/rollout.ts';
import { count } from './count.ts';
import { foundOnce } from './found-once.ts';

/** What a forecast is made of. What is not known is taken for the default: no policy, no override, all pools roll out. */
export type RolloutFacts = Pick<Facts, 'nodes'> &
  Partial<Pick<Facts, 'nodeDisruption' | 'drainOverride' | 'machineConfigPools' | 'platform'>>;

/** What a write does to the nodes. */
export interface RolloutForecast extends Rollout {
  /** Where nothing is drained though the change is not safe. */
  readonly sparedBy: 'single-node' | 'drain-override' | 'node-disruption-policy' | undefined;
}

/** Undefined where nothing can be said: the operator stops at this write, or has stopped before it. Cost: proportional to the changed registries. */
export function forecastRollout(facts: RolloutFacts): RolloutForecast | undefined {
  const forecast = forecastOnce(facts.nodes, facts);
  return forecast === 'unforeseeable' ? undefined : forecast;
}

const forecastOnce = foundOnce((nodes: NodesFact, facts: RolloutFacts): RolloutForecast | 'unforeseeable' => {
  const { nodeDisruption = [], drainOverride = false, platform } = facts;
  const rollout = foreseeWriteRollout(nodes, { disruption: nodeDisruption, hasDrainOverride: drainOverride });
  if (rollout.kind !== 'foreseen') return 'unforeseeable';
  // A cluster of one node is never drained: its pods have nowhere to go (DOMAIN 6.1).
  if (rollout.verdict === 'drain' && platform?.isSingleNode === true) return { ...rollout, verdict: 'reload', sparedBy: 'single-node' };
  const isUnsafe = rollout.drainReasons.length > 0;
  return { ...rollout, sparedBy: rollout.verdict === 'reload' && isUnsafe ? rollout.overriddenBy : undefined };
});

/** `every node of master and worker (6 nodes, 1 at a time)`; `every node` where the pools are not known. Paused pools are left out. */
export function nameNodes(pools: readonly MachineConfigPool[] | undefined): string {
  const rolling = (pools ?? []).filter(({ isPaused, machines }) => !isPaused && machines !== 0);
  if (rolling.length === 0) return pausedPools(pools).length === 0 ? 'every node' : 'every node once resumed';
  const names = rolling.map((pool) => `${pool.name}${paceOf(pool)}`);
  return `every node of ${names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}`;
}

function paceOf({ machines, maxUnavailable }: MachineConfigPool): string {
  return machines === undefined ? '' : ` (${count(machines, 'node')}, ${maxUnavailable} at a time)`;
}

export function pausedPools(pools: readonly MachineConfigPool[] | undefined): readonly MachineConfigPool[] {
  return (pools ?? []).filter(({ isPaused }) => isPaused);
}
