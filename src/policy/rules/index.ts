// Written by `npm run generate`; edit what it is made from instead.
import type { AnyRule } from '../rule.ts';
import noBareHostMirror from './no-bare-host-mirror.ts';
import noBlockedMirror from './no-blocked-mirror.ts';
import noBroadSource from './no-broad-source.ts';
import noChangeInHostedCluster from './no-change-in-hosted-cluster.ts';
import noClashInsideWildcardSource from './no-clash-inside-wildcard-source.ts';
import noClashingPayloadBlocks from './no-clashing-payload-blocks.ts';
import noCollapsingWildcardSource from './no-collapsing-wildcard-source.ts';
import noConflictingPolicyInObject from './no-conflicting-policy-in-object.ts';
import noConflictingSourcePolicy from './no-conflicting-source-policy.ts';
import noDefaultPortSource from './no-default-port-source.ts';
import noDeniedMirror from './no-denied-mirror.ts';
import noDrain from './no-drain.ts';
import noDuplicateMirror from './no-duplicate-mirror.ts';
import noDuplicateObject from './no-duplicate-object.ts';
import noHiddenMirrors from './no-hidden-mirrors.ts';
import noIcspBesideMirrorSets from './no-icsp-beside-mirror-sets.ts';
import noIcspUpgradeTrap from './no-icsp-upgrade-trap.ts';
import noImageContentPolicy from './no-image-content-policy.ts';
import noIndexDockerIoMirror from './no-index-docker-io-mirror.ts';
import noInsecureMirror from './no-insecure-mirror.ts';
import noInsecurePortMismatch from './no-insecure-port-mismatch.ts';
import noIpv6Address from './no-ipv6-address.ts';
import noLostPayloadBlock from './no-lost-payload-block.ts';
import noMalformedWildcardSource from './no-malformed-wildcard-source.ts';
import noManagedRegistrySource from './no-managed-registry-source.ts';
import noMirrorInsideSource from './no-mirror-inside-source.ts';
import noMirrorSetBefore413 from './no-mirror-set-before-4-13.ts';
import noMirrorsHiddenFromHostedClusters from './no-mirrors-hidden-from-hosted-clusters.ts';
import noMirrorsOfBroaderSource from './no-mirrors-of-broader-source.ts';
import noNameOfTool from './no-name-of-tool.ts';
import noNamespaceOrStatus from './no-namespace-or-status.ts';
import noNeedlesslyAllowedMirror from './no-needlessly-allowed-mirror.ts';
import noNeverContactBypass from './no-never-contact-bypass.ts';
import noNeverContactGap from './no-never-contact-gap.ts';
import noNeverContactedMirror from './no-never-contacted-mirror.ts';
import noOverlongMirror from './no-overlong-mirror.ts';
import noOversizedObject from './no-oversized-object.ts';
import noOversizedRegistriesConf from './no-oversized-registries-conf.ts';
import noPausedPool from './no-paused-pool.ts';
import noPayloadOnlyPolicy from './no-payload-only-policy.ts';
import noPlaceholder from './no-placeholder.ts';
import noPolicyWithoutMirrors from './no-policy-without-mirrors.ts';
import noPortSpanningSource from './no-port-spanning-source.ts';
import noProtectedSource from './no-protected-source.ts';
import noRegainedPayloadBlock from './no-regained-payload-block.ts';
import noReload from './no-reload.ts';
import noScheme from './no-scheme.ts';
import noShallowDockerIoMirror from './no-shallow-docker-io-mirror.ts';
import noShallowDockerIoSource from './no-shallow-docker-io-source.ts';
import noShortNameSource from './no-short-name-source.ts';
import noSingleLabelMirror from './no-single-label-mirror.ts';
import noSourceAmongMirrors from './no-source-among-mirrors.ts';
import noSourceContactedEarly from './no-source-contacted-early.ts';
import noSourceInBlockedRegistry from './no-source-in-blocked-registry.ts';
import noSurroundingWhitespace from './no-surrounding-whitespace.ts';
import noTagMirrorForPayload from './no-tag-mirror-for-payload.ts';
import noTagOrDigest from './no-tag-or-digest.ts';
import noTrailingSlash from './no-trailing-slash.ts';
import noUnknownField from './no-unknown-field.ts';
import noUnmatchableSource from './no-unmatchable-source.ts';
import noUnmirroredPayload from './no-unmirrored-payload.ts';
import noUnusableMirrorOfSignedImage from './no-unusable-mirror-of-signed-image.ts';
import noUppercasePath from './no-uppercase-path.ts';
import noUppercaseSourceHost from './no-uppercase-source-host.ts';
import noVanishingRegistryLists from './no-vanishing-registry-lists.ts';
import noWildcardMirror from './no-wildcard-mirror.ts';
import noWildcardSourceBefore416 from './no-wildcard-source-before-4-16.ts';
import noWildcardSourceForImports from './no-wildcard-source-for-imports.ts';
import preferConsistentMirrorOrder from './prefer-consistent-mirror-order.ts';
import preferDirectMirrors from './prefer-direct-mirrors.ts';
import preferEffectiveChange from './prefer-effective-change.ts';
import preferFilesForOc from './prefer-files-for-oc.ts';
import preferImageDigestMirrorSet from './prefer-image-digest-mirror-set.ts';
import preferInheritedMirrors from './prefer-inherited-mirrors.ts';
import preferNextPayloadMirror from './prefer-next-payload-mirror.ts';
import preferOneEntryForPullThrough from './prefer-one-entry-for-pull-through.ts';
import preferOneListPerSource from './prefer-one-list-per-source.ts';
import preferRemovingReplacedIcsp from './prefer-removing-replaced-icsp.ts';
import preferRepairFirst from './prefer-repair-first.ts';
import preferSingleEntry from './prefer-single-entry.ts';
import preferStableMirrorOrder from './prefer-stable-mirror-order.ts';
import requireAllowedMirror from './require-allowed-mirror.ts';
import requireAllowedSource from './require-allowed-source.ts';
import requireContactableSource from './require-contactable-source.ts';
import requireEntries from './require-entries.ts';
import requireKnownKind from './require-known-kind.ts';
import requireListedMirror from './require-listed-mirror.ts';
import requireMatchingApiVersion from './require-matching-api-version.ts';
import requireMirrorCredentials from './require-mirror-credentials.ts';
import requireMirrors from './require-mirrors.ts';
import requireMirrorsForBothPulls from './require-mirrors-for-both-pulls.ts';
import requireMirrorsForWholePayload from './require-mirrors-for-whole-payload.ts';
import requireSignaturesAtMirrors from './require-signatures-at-mirrors.ts';
import requireSourcePolicy from './require-source-policy.ts';
import requireTagMirrorsForCatalog from './require-tag-mirrors-for-catalog.ts';
import requireUsablePort from './require-usable-port.ts';
import requireValidLocation from './require-valid-location.ts';
import requireValidName from './require-valid-name.ts';
import requireValidStructure from './require-valid-structure.ts';

/** Every rule, by id. */
export const rules: readonly AnyRule[] = [
  noBareHostMirror,
  noBlockedMirror,
  noBroadSource,
  noChangeInHostedCluster,
  noClashInsideWildcardSource,
  noClashingPayloadBlocks,
  noCollapsingWildcardSource,
  noConflictingPolicyInObject,
  noConflictingSourcePolicy,
  noDefaultPortSource,
  noDeniedMirror,
  noDrain,
  noDuplicateMirror,
  noDuplicateObject,
  noHiddenMirrors,
  noIcspBesideMirrorSets,
  noIcspUpgradeTrap,
  noImageContentPolicy,
  noIndexDockerIoMirror,
  noInsecureMirror,
  noInsecurePortMismatch,
  noIpv6Address,
  noLostPayloadBlock,
  noMalformedWildcardSource,
  noManagedRegistrySource,
  noMirrorInsideSource,
  noMirrorSetBefore413,
  noMirrorsHiddenFromHostedClusters,
  noMirrorsOfBroaderSource,
  noNameOfTool,
  noNamespaceOrStatus,
  noNeedlesslyAllowedMirror,
  noNeverContactBypass,
  noNeverContactGap,
  noNeverContactedMirror,
  noOverlongMirror,
  noOversizedObject,
  noOversizedRegistriesConf,
  noPausedPool,
  noPayloadOnlyPolicy,
  noPlaceholder,
  noPolicyWithoutMirrors,
  noPortSpanningSource,
  noProtectedSource,
  noRegainedPayloadBlock,
  noReload,
  noScheme,
  noShallowDockerIoMirror,
  noShallowDockerIoSource,
  noShortNameSource,
  noSingleLabelMirror,
  noSourceAmongMirrors,
  noSourceContactedEarly,
  noSourceInBlockedRegistry,
  noSurroundingWhitespace,
  noTagMirrorForPayload,
  noTagOrDigest,
  noTrailingSlash,
  noUnknownField,
  noUnmatchableSource,
  noUnmirroredPayload,
  noUnusableMirrorOfSignedImage,
  noUppercasePath,
  noUppercaseSourceHost,
  noVanishingRegistryLists,
  noWildcardMirror,
  noWildcardSourceBefore416,
  noWildcardSourceForImports,
  preferConsistentMirrorOrder,
  preferDirectMirrors,
  preferEffectiveChange,
  preferFilesForOc,
  preferImageDigestMirrorSet,
  preferInheritedMirrors,
  preferNextPayloadMirror,
  preferOneEntryForPullThrough,
  preferOneListPerSource,
  preferRemovingReplacedIcsp,
  preferRepairFirst,
  preferSingleEntry,
  preferStableMirrorOrder,
  requireAllowedMirror,
  requireAllowedSource,
  requireContactableSource,
  requireEntries,
  requireKnownKind,
  requireListedMirror,
  requireMatchingApiVersion,
  requireMirrorCredentials,
  requireMirrors,
  requireMirrorsForBothPulls,
  requireMirrorsForWholePayload,
  requireSignaturesAtMirrors,
  requireSourcePolicy,
  requireTagMirrorsForCatalog,
  requireUsablePort,
  requireValidLocation,
  requireValidName,
  requireValidStructure,
];
