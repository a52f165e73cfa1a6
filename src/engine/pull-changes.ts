import type { ClusterModel } from '../model/cluster-model.ts';
import type { LoadedRegistries } from '../model/files/loaded-registries.ts';
import { policyVerdict } from '../model/files/policy-json.ts';
import { resolveReference } from '../model/files/resolve.ts';
import { parseReference } from '../model/location/image-reference.ts';
import { compareBytes } from '../model/text/byte-order.ts';
import type { Cluster } from './cluster.ts';
import { PullResolver, type ResolvedName } from './resolve.ts';
import { sampleDigest, sampleName } from './sample-pull.ts';

/** One side of a comparison. */
export interface PredictedCluster {
  readonly cluster: Cluster;
  readonly model: ClusterModel;
}

/** How pulls of one source change. */
export interface PullChange {
  /** As in registries.conf. */
  readonly scope: string;
  readonly pulledBy: 'digest' | 'tag';
  /** A pull of the sample reference. */
  readonly before: ResolvedName;
  readonly after: ResolvedName;
}

/**
 * Every source of either side whose pulls go elsewhere than before, or are blocked, rejected or not verified otherwise; in byte
 * order. Empty where one of the files cannot be loaded.
 * Cost: proportional to both files; only what changes is looked into.
 */
export function findPullChanges(before: PredictedCluster, after: PredictedCluster): readonly PullChange[] {
  const old = before.model.load();
  const now = after.model.load();
  if (old.kind === 'refused' || now.kind === 'refused') return [];
  const resolvers = {
    before: new PullResolver(before.cluster, before.model, old.registries),
    after: new PullResolver(after.cluster, after.model, now.registries),
  };
  const changes: PullChange[] = [];
  for (const scope of scopesOf(before.model, after.model)) {
    for (const pulledBy of ['digest', 'tag'] as const) {
      const sample = `${sampleName(scope)}${pulledBy === 'digest' ? `@${sampleDigest}` : ':latest'}`;
      const isSame =
        fingerprint(sample, before.model, old.registries) ===
        fingerprint(sample, after.model, now.registries);
      if (isSame) continue;
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

function scopesOf(...models: readonly ClusterModel[]): readonly string[] {
  const scopes = new Set(models.flatMap((model) => model.registries.map(({ scope }) => scope)));
  // A rejection needs no entry in registries.conf.
  for (const { policy } of models)
    if (policy.kind === 'written') for (const scope of policy.policy.scopes.keys()) scopes.add(scope);
  return [...scopes].sort(compareBytes);
}

/** Everything about a pull that a user could notice. */
function fingerprint(sample: string, { policy }: ClusterModel, registries: LoadedRegistries): string {
  const parsed = parseReference(sample);
  if (parsed.kind === 'invalid') return parsed.message;
  const resolution = resolveReference(parsed.reference, registries);
  const verdict =
    policy.kind === 'written' ? policyVerdict(policy.policy, parsed.reference).verdict : 'accept';
  // Nobody notices where a pull would go that is rejected anyway.
  if (verdict === 'reject') return verdict;
  if (resolution.kind !== 'tries') return resolution.message;
  const places = resolution.sources.map(
    ({ reference, insecure, blockedBy }) => `${reference} ${insecure} ${blockedBy ?? ''}`,
  );
  return [verdict, ...places].join('\n');
}
