import type { ClusterModel } from '../../model/cluster-model.ts';
import type { Facts } from '../../model/facts.ts';
import { type PolicyJson, policyVerdict } from '../../model/files/policy-json.ts';
import { isNestedInside } from '../../model/location/scope.ts';
import { type ContainersFile, formatMachineConfig } from '../../model/pools/containers-file.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import type { Participant } from '../finding.ts';
import { memoize } from '../memoize.ts';
import type { StateContext } from '../state-context.ts';
import { faultsByPool, nodeSourcesOf, type PoolFault } from './node-sources.ts';
import { isPayloadAlone } from './payload-lists.ts';
import { payloadRepositories } from './payload-repositories.ts';

const maxNameLength = 255;

/** A source that has mirrors although nodes reject its pulls. */
export interface RejectedSource {
  readonly key: string;
  readonly source: string;
  /** The scope that rejects the source; undefined if only no scope accepts it. */
  readonly rejectedBy: string | undefined;
  /** The entries of the source, or the file that contains it. */
  readonly writers: readonly Participant[];
  /** The policy.json of a MachineConfig that rejects the source instead of that of the operator. */
  readonly file: ContainersFile | undefined;
}

/**
 * The sources that policy.json rejects although they have mirrors (DOMAIN 4.4), except those of the
 * payload, which no-unreachable-payload reports.
 */
export function rejectedSources(context: StateContext<unknown>): readonly PoolFault<RejectedSource>[] {
  const { clusterVersion } = context.facts as Partial<Facts>;
  const ofPayload = new Set(payloadRepositories(clusterVersion));
  return faultsByPool(context.share(nodeSourcesOf), (sources) => {
    const { view } = sources;
    const { policy } = view;
    if (policy.kind !== 'written' || !rejectsAny(policy.policy)) return [];
    const file = view instanceof PoolModel ? view.policyJson : undefined;
    if (file === undefined && isPayloadAlone(context.cluster)) return [];
    return sources.all().flatMap((source) => {
      if (ofPayload.has(source)) return [];
      // Limits the cost: no image has a longer name, and each part of a name is a scope to look up.
      if (source.length > maxNameLength || !sources.hasMirrors(source)) return [];
      const { verdict, scope } = policyVerdict(policy.policy, { name: source });
      if (verdict !== 'reject') return [];
      const key = `${sources.keyOf(source)} ${file === undefined ? '' : formatMachineConfig(file)}`;
      const writers = sources.writersOf(source, context.contributionsOf(source));
      return [{ key, source, rejectedBy: scope, writers, file }];
    });
  });
}

const rejectsAny = memoize(
  (policy: PolicyJson) => policy.default === 'reject' || [...policy.scopes.values()].includes('reject'),
);

/** Allowed scopes inside a source, in the order of the list. */
export function allowedInside(source: string, { lists }: ClusterModel): readonly string[] {
  return lists.allowed.filter((scope) => scope !== source && isNestedInside(scope, source));
}
