import type { ClusterModel } from '../../model/cluster-model.ts';
import type { OptionalFacts } from '../../model/facts.ts';
import { type PoolModel, poolModelsOf } from '../../model/pools/pool-model.ts';

/** The files of the nodes of all pools, or of one pool with files of MachineConfigs (DOMAIN 7.8). */
export type NodeView = ClusterModel | PoolModel;

export function nodeViewsOf(cluster: ClusterModel, facts: Partial<OptionalFacts>): readonly NodeView[] {
  const pools = poolModelsOf(cluster, facts);
  return pools.length === 0 ? [cluster] : pools;
}
