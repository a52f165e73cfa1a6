import type { ClusterModel } from '../../model/cluster-model.ts';
import type { OptionalFacts } from '../../model/facts.ts';
import type { ContainersFile } from '../../model/pools/containers-file.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import { nodeViewsOf } from './node-views.ts';

/** Why nodes cannot load their registry configuration (DOMAIN 7.7). */
export interface LoadFailure {
  readonly message: string;
  /** The file of a MachineConfig that causes the error, and its pool; undefined for the MCO's own file. */
  readonly cause?: { readonly file: ContainersFile; readonly pool: string };
}

/** The first failure of a pool; undefined if all nodes can load their files. */
export function findLoadFailure(
  cluster: ClusterModel,
  facts: Partial<OptionalFacts>,
): LoadFailure | undefined {
  for (const view of nodeViewsOf(cluster, facts)) {
    const { loadError } = view;
    if (loadError === undefined) continue;
    if (!(view instanceof PoolModel) || typeof loadError === 'string')
      return { message: typeof loadError === 'string' ? loadError : loadError.message };
    const { message, file } = loadError;
    return file === undefined ? { message } : { message, cause: { file, pool: view.pool } };
  }
  return undefined;
}
