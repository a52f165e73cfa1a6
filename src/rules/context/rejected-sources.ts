import type { ClusterModel } from '../../model/cluster-model.ts';
import type { Facts } from '../../model/facts.ts';
import { type PolicyJson, policyVerdict } from '../../model/files/policy-json.ts';
import { isNestedInside } from '../../model/location/scope.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import { memoize } from '../memoize.ts';
import type { StateContext } from '../state-context.ts';
import { type NodeView, nodeViewsOf } from './node-views.ts';
import { isPayloadAlone } from './payload-lists.ts';
import { payloadRepositories } from './payload-repositories.ts';

const maxNameLength = 255;

/** A source that has mirrors although nodes reject its pulls. */
export interface RejectedSource {
  readonly source: string;
  /**
   * The blocked scope that rejects the source; undefined if the source is only missing from the allowed
   * registries.
   */
  readonly blockedBy: string | undefined;
}

/**
 * The focused sources that policy.json rejects although they have mirrors (DOMAIN 4.4), except those of the
 * payload, which no-unreachable-payload reports. Empty if MachineConfigs replace the file in every pool.
 */
export function rejectedSources(context: StateContext<unknown>): readonly RejectedSource[] {
  const { cluster } = context;
  const facts = context.facts as Partial<Facts>;
  const { policy, mirrorSets } = cluster;
  if (policy.kind !== 'written' || !rejectsAny(policy.policy) || isPayloadAlone(cluster)) return [];
  if (!nodeViewsOf(cluster, facts).some(hasGeneratedPolicy)) return [];
  const ofPayload = new Set(payloadRepositories(facts.clusterVersion));
  return context.sources.flatMap((source) => {
    if (ofPayload.has(source)) return [];
    // Limits the cost: no image has a longer name, and each part of a name is a scope to look up.
    if (source.length > maxNameLength || !mirrorSets.has(source)) return [];
    const { verdict, scope } = policyVerdict(policy.policy, { name: source });
    return verdict === 'reject' ? [{ source, blockedBy: scope }] : [];
  });
}

/** Whether the nodes have the policy.json of the MCO. */
export function hasGeneratedPolicy(view: NodeView): boolean {
  return !(view instanceof PoolModel) || view.policyJson === undefined;
}

const rejectsAny = memoize(
  (policy: PolicyJson) => policy.default === 'reject' || [...policy.scopes.values()].includes('reject'),
);

/** Allowed scopes inside a source, in the order of the list. */
export function allowedInside(source: string, { lists }: ClusterModel): readonly string[] {
  return lists.allowed.filter((scope) => scope !== source && isNestedInside(scope, source));
}
