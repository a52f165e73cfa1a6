import type { ClusterModel } from '../../model/cluster-model.ts';
import { policyVerdict } from '../../model/files/policy-json.ts';
import { resolveReference } from '../../model/files/resolve.ts';
import { parseReference } from '../../model/location/image-reference.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import { compareBytes } from '../../model/text/byte-order.ts';
import { type NodePool, type PredictedCluster, pairPools } from '../node-pools.ts';
import { PullResolver } from './resolve.ts';
import type { ResolvedName } from './resolved.ts';
import { sampleDigest, sampleName } from './sample-pull.ts';

/** The change of pulls of one source. */
export interface PullChange {
  /** The scope in registries.conf. */
  readonly scope: string;
  readonly pulledBy: 'digest' | 'tag';
  /** The pull of the sample reference before the change. */
  readonly before: ResolvedName;
  readonly after: ResolvedName;
  /** The MachineConfigPools that the change concerns; undefined for all. */
  readonly pools?: readonly string[];
}

/**
 * Finds every source of either side whose pulls change: to other locations, or in whether they are blocked,
 * rejected or verified. In byte order. Empty if nodes cannot load one of the files. A change that is equal in
 * all pools is reported once. Cost: proportional to both files for each pool with files of its own; only
 * changed entries are resolved.
 */
export function findPullChanges(before: PredictedCluster, after: PredictedCluster): readonly PullChange[] {
  const pools = pairPools(before, after);
  const found = pools.flatMap((pool) =>
    findChanges(before, after, pool).map((change) => ({ pool: pool.pool ?? '', change })),
  );
  return [...Map.groupBy(found, ({ change }) => JSON.stringify(change)).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const isEverywhere = group.length === pools.length;
    return isEverywhere ? first.change : { ...first.change, pools: group.map(({ pool }) => pool) };
  });
}

function findChanges(
  before: PredictedCluster,
  after: PredictedCluster,
  { before: oldNodes, after: nodes }: NodePool,
): readonly PullChange[] {
  if (oldNodes.loadError !== undefined || nodes.loadError !== undefined) return [];
  const resolvers = { before: resolverOf(before, oldNodes), after: resolverOf(after, nodes) };
  const changes: PullChange[] = [];
  for (const scope of scopesOf([before.model, after.model], [oldNodes, nodes])) {
    for (const pulledBy of ['digest', 'tag'] as const) {
      const sample = `${sampleName(scope)}${pulledBy === 'digest' ? `@${sampleDigest}` : ':latest'}`;
      if (fingerprint(sample, oldNodes) === fingerprint(sample, nodes)) continue;
      changes.push({
        scope,
        pulledBy,
        before: resolvers.before.resolveName(sample),
        after: resolvers.after.resolveName(sample),
      });
    }
  }
  return changes;
}

function resolverOf({ cluster, model }: PredictedCluster, nodes: PoolModel | ClusterModel): PullResolver {
  return new PullResolver(cluster, model, nodes instanceof PoolModel ? nodes : undefined);
}

function scopesOf(
  models: readonly ClusterModel[],
  nodes: readonly (PoolModel | ClusterModel)[],
): readonly string[] {
  const scopes = new Set(models.flatMap((model) => model.registries.map(({ scope }) => scope)));
  // policy.json can reject a pull that has no entry in registries.conf.
  for (const node of nodes)
    if (node instanceof PoolModel) for (const prefix of node.ownPrefixes) scopes.add(prefix);
  for (const { policy } of nodes)
    if (policy.kind === 'written') for (const scope of policy.policy.scopes.keys()) scopes.add(scope);
  return [...scopes].sort(compareBytes);
}

/** All properties of a pull that a user can observe. */
function fingerprint(sample: string, { policy, loaded: registries }: PoolModel | ClusterModel): string {
  const parsed = parseReference(sample);
  if (parsed.kind === 'invalid') return parsed.message;
  const resolution = resolveReference(parsed.reference, registries);
  const verdict =
    policy.kind === 'written' ? policyVerdict(policy.policy, parsed.reference).verdict : 'accept';
  // The order of locations has no effect on a pull that policy.json rejects.
  if (verdict === 'reject') return verdict;
  if (resolution.kind !== 'tries') return resolution.message;
  const places = resolution.sources.map(
    ({ reference, insecure, blockedBy }) => `${reference} ${insecure} ${blockedBy ?? ''}`,
  );
  return [verdict, ...places].join('\n');
}
