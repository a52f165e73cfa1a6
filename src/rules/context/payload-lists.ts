import type { ClusterModel } from '../../model/cluster-model.ts';
import { isNestedInside } from '../../model/location/scope.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import type { Participant } from '../finding.ts';
import type { StateContext } from '../state-context.ts';
import { imageConfigList, listedScope } from './participants.ts';
import { releaseRepository } from './payload-repositories.ts';

/**
 * Whether policy.json accepts the payload and rejects every other image, although allowedRegistries is empty.
 */
export function isPayloadAlone({
  settings,
  lists: { allowed, policyBlocked, payloadRepository },
}: ClusterModel): boolean {
  const isIntended = (settings.imageConfig.allowedRegistries?.length ?? 0) > 0;
  return (
    !isIntended &&
    policyBlocked.length === 0 &&
    allowed.length > 0 &&
    allowed.every((scope) => scope === payloadRepository)
  );
}

/**
 * The state with the release image of OpenShift if none is known and a block contains it. The operator drops
 * such a block or adds an exception to it. Cost in this case: proportional to the whole cluster.
 */
export function withPayload({ cluster }: StateContext<unknown>): ClusterModel {
  const { settings, listed } = cluster;
  const isAround = (scope: string) => isNestedInside(releaseRepository, scope);
  return settings.releaseImage === undefined && [...listed.blocked].some(isAround)
    ? cluster.withReleaseImage(`${releaseRepository}@sha256:${'0'.repeat(64)}`)
    : cluster;
}

/** Entries of blockedRegistries that contain the payload, in their order. */
export function blocksAroundPayload({
  listed,
  lists: { payloadRepository },
}: ClusterModel): readonly string[] {
  if (payloadRepository === undefined) return [];
  return [...listed.blocked].filter((scope) => isNestedInside(payloadRepository, scope));
}

/** The fields of the blocks around the payload; the whole list of blockedRegistries if there are none. */
export function payloadBlocks(cluster: ClusterModel): readonly Participant[] {
  const blocks = blocksAroundPayload(cluster);
  return blocks.length === 0
    ? [imageConfigList('blockedRegistries')]
    : blocks.map((scope) => listedScope('blockedRegistries', scope, cluster));
}

/** The source whose entry matches pulls of the payload; its entries can be corrected. */
export function payloadSourceOf({
  mirrorSets,
  lists: { payloadRepository },
}: ClusterModel): string | undefined {
  return payloadRepository === undefined ? undefined : mirrorSets.decidingSource(payloadRepository);
}

export function contributionsToPayload(view: ClusterModel): readonly Contribution[] {
  const source = payloadSourceOf(view);
  if (source === undefined) return [];
  const { digest, tag } = view.mirrorSets;
  return [...(digest.get(source)?.contributions ?? []), ...(tag.get(source)?.contributions ?? [])];
}
