import type { ClusterModel } from '../../model/cluster-model.ts';
import type { OptionalFacts } from '../../model/facts.ts';
import { PoolModel, poolModelsOf } from '../../model/pools/pool-model.ts';
import { joinWords } from './across-objects.ts';

/** The files of the nodes of all pools, or of one pool with files of MachineConfigs (DOMAIN 7.8). */
export type NodeView = ClusterModel | PoolModel;

export function nodeViewsOf(cluster: ClusterModel, facts: Partial<OptionalFacts>): readonly NodeView[] {
  const pools = poolModelsOf(cluster, facts);
  return pools.length === 0 ? [cluster] : pools;
}

/** ` in pool worker`, or ` in pools master and worker`. */
export function whereIn(views: readonly NodeView[]): string {
  const pools = views.flatMap((view) => (view instanceof PoolModel ? view.pool : []));
  return ` in ${pools.length === 1 ? 'pool' : 'pools'} ${joinWords(pools, 2)}`;
}
