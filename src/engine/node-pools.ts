import type { ClusterModel } from '../model/cluster-model.ts';
import { type PoolModel, poolModelsOf } from '../model/pools/pool-model.ts';
import type { Cluster } from './cluster.ts';

export interface PredictedCluster {
  readonly cluster: Cluster;
  readonly model: ClusterModel;
}

/** The model of a pool on both sides. */
export interface NodePool {
  /** Undefined for all pools if no MachineConfig writes files of its own. */
  readonly pool: string | undefined;
  readonly before: PoolModel | ClusterModel;
  readonly after: PoolModel | ClusterModel;
}

/** Pairs every pool that exists on either side. */
export function pairPools(before: PredictedCluster, after: PredictedCluster): readonly NodePool[] {
  const [old, now] = [poolsOf(before), poolsOf(after)];
  const names = new Set([...old.keys(), ...now.keys()]);
  if (names.size === 0) return [{ pool: undefined, before: before.model, after: after.model }];
  return [...names].map((pool) => ({
    pool,
    before: old.get(pool) ?? before.model,
    after: now.get(pool) ?? after.model,
  }));
}

function poolsOf({ cluster, model }: PredictedCluster): ReadonlyMap<string, PoolModel> {
  return new Map(poolModelsOf(model, cluster.optionalFacts).map((pool) => [pool.pool, pool]));
}
