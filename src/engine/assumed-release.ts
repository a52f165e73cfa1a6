import type { ClusterState } from '../model/cluster-state.ts';
import { matchedLength } from '../model/location/prefix-match.ts';
import { isNestedInside } from '../model/location/scope.ts';
import { type MirrorSet, mirrorSetKinds } from '../model/mirror-set.ts';
import { quote } from '../model/text/quote.ts';
import { releaseRepository } from '../rules/context/payload-repositories.ts';

/** Any digest has the same effect. */
const releaseImage = `${releaseRepository}@sha256:${'0'.repeat(64)}`;

/**
 * The release image of a cluster whose release image is unknown, if a blocked registry contains the releases
 * of OpenShift and the objects show that the cluster uses them: they mirror the releases, or an image policy
 * covers them. The operator never blocks its release image, so the block would have another effect.
 */
export function assumeReleaseImage({
  imageConfig,
  mirrorSets,
  imagePolicies = [],
}: Pick<ClusterState, 'imageConfig' | 'mirrorSets' | 'imagePolicies'>): string | undefined {
  const { blockedRegistries = [] } = imageConfig;
  if (!blockedRegistries.some((scope) => isNestedInside(releaseRepository, scope))) return undefined;
  const isUsed =
    imagePolicies.some(({ scopes }) => scopes.includes(releaseRepository)) ||
    mirrorSets.some(mirrorsReleases);
  return isUsed ? releaseImage : undefined;
}

function mirrorsReleases({ kind, entries }: MirrorSet): boolean {
  return (
    mirrorSetKinds[kind].pulls === 'digest' &&
    entries.some(
      ({ source, mirrors }) =>
        matchedLength(releaseRepository, source) !== -1 && mirrors.some((mirror) => mirror !== source),
    )
  );
}

/** @param assumed the release image that is assumed */
export function describeUnknownRelease(assumed: string | undefined): string {
  return assumed === undefined
    ? 'the release image is unknown; assuming that no blocked registry contains it'
    : describeAssumedRelease;
}

export const describeAssumedRelease =
  `the release image is unknown; assuming one in ${quote(releaseRepository)}, ` +
  'which a blocked registry contains';
