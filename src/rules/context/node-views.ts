import type { ClusterChange } from '../../model/cluster-change.ts';
import type { ClusterModel } from '../../model/cluster-model.ts';
import type { OptionalFacts } from '../../model/facts.ts';
import { findRegistry } from '../../model/files/loaded-registries.ts';
import { policyVerdict } from '../../model/files/policy-json.ts';
import { PoolModel, poolModelsOf } from '../../model/pools/pool-model.ts';
import { joinWords } from './across-objects.ts';

/** The files of the nodes of all pools, or of one pool with files of MachineConfigs (DOMAIN 7.8). */
export type NodeView = ClusterModel | PoolModel;

export function nodeViewsOf(cluster: ClusterModel, facts: Partial<OptionalFacts>): readonly NodeView[] {
  const pools = poolModelsOf(cluster, facts);
  return pools.length === 0 ? [cluster] : pools;
}

/** The nodes that use at least one of these files of the operator, with ` in pool worker` if not all do. */
export function viewsWithoutFile(
  all: readonly NodeView[],
  ...files: readonly ('registriesConf' | 'policyJson')[]
): { readonly views: readonly NodeView[]; readonly pools: readonly string[]; readonly where: string } {
  const affected = all.filter(
    (view) => !(view instanceof PoolModel) || files.some((file) => view[file] === undefined),
  );
  return { views: affected, pools: poolsOf(affected), where: whereAmong(affected, all.length) };
}

/**
 * Names the pools in which a change blocks or unblocks one of the scopes; empty for all nodes, undefined for
 * none.
 */
export function whereBlockingChanges(
  scopes: readonly string[],
  change: Pick<ClusterChange, 'before' | 'after'>,
  facts: Partial<OptionalFacts>,
): string | undefined {
  if (scopes.length === 0) return undefined;
  const before = nodeViewsOf(change.before, facts);
  const after = nodeViewsOf(change.after, facts);
  const changed = after.filter((view, index) =>
    scopes.some((scope) => blockOf(view, scope) !== blockOf(before[index] ?? change.before, scope)),
  );
  return changed.length === 0 ? undefined : whereAmong(changed, after.length);
}

/** The files that prevent pulls of a registry. */
function blockOf({ loaded, policy }: NodeView, scope: string): string {
  const name = scope.replace(/^\*\./, 'any.');
  const isRejected = policy.kind === 'written' && policyVerdict(policy.policy, { name }).verdict === 'reject';
  return `${findRegistry(loaded, name)?.blocked === true} ${isRejected}`;
}

/** The names of the pools; empty if no MachineConfig writes a file. */
export function poolsOf(views: readonly NodeView[]): readonly string[] {
  return views.flatMap((view) => (view instanceof PoolModel ? view.pool : []));
}

/** ` in pool worker`, or ` in pools master and worker`; empty for all views. */
export function whereAmong(views: readonly NodeView[], countOfAll: number): string {
  if (views.length === countOfAll) return '';
  const pools = poolsOf(views);
  return ` in ${pools.length === 1 ? 'pool' : 'pools'} ${joinWords(pools, 2)}`;
}
