import type { ClusterModel } from '../../model/cluster-model.ts';
import { type PolicyJson, policyVerdict } from '../../model/files/policy-json.ts';
import { isNestedInside } from '../../model/location/scope.ts';
import { foundOnce } from '../found-once.ts';
import type { StateContext } from '../state-context.ts';
import { isPayloadAlone } from './payload-lists.ts';

const longestName = 255;

/** A source with mirrors whose pulls the nodes reject nevertheless. */
export interface RejectedSource {
  readonly source: string;
  /** The blocked scope that rejects it; undefined if it is only missing among the allowed ones. */
  readonly blockedBy: string | undefined;
}

/** The sources to look at that policy.json rejects although they have mirrors (DOMAIN 4.4). */
export function rejectedSources(context: StateContext<unknown>): readonly RejectedSource[] {
  const { cluster } = context;
  const { policy, mirrorSets } = cluster;
  if (policy.kind !== 'written' || !rejectsAny(policy.policy) || isPayloadAlone(cluster)) return [];
  return context.sources.flatMap((source) => {
    // No image has a longer name, and each part of a name is a scope to look up.
    if (source.length > longestName || !mirrorSets.has(source)) return [];
    const { verdict, scope } = policyVerdict(policy.policy, { name: source });
    return verdict === 'reject' ? [{ source, blockedBy: scope }] : [];
  });
}

const rejectsAny = foundOnce(
  (policy: PolicyJson) => policy.default === 'reject' || [...policy.scopes.values()].includes('reject'),
);

/** Allowed scopes inside a source, in the order of the list. */
export function allowedInside(source: string, { lists }: ClusterModel): readonly string[] {
  return lists.allowed.filter((scope) => scope !== source && isNestedInside(scope, source));
}
