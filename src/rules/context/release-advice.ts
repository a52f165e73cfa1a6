import type { ClusterModel } from '../../model/cluster-model.ts';
import type { ClusterVersionFact } from '../../model/facts.ts';
import { readsKind } from '../../model/operator-behavior.ts';

/** Whether the release has ImageDigestMirrorSets, and so a source policy; 4.12 does not (DOMAIN 1.1). */
export function hasMirrorSets(clusterVersion: ClusterVersionFact | undefined): boolean {
  return clusterVersion === undefined || readsKind(clusterVersion.version, 'ImageDigestMirrorSet');
}

/** Advice for a source whose pulls policy.json rejects because a registry is blocked. */
export function adviseAboutBlock({ behavior }: ClusterModel): string {
  return behavior.readsKind.ImageDigestMirrorSet
    ? 'Set NeverContactSource instead of the block'
    : 'Remove the block';
}
