// Written by `npm run generate`; edit the sources instead.
import noImageConfigDeletion from './change/no-image-config-deletion.ts';
import noSourceOverriddenByMachineConfig from './change/no-source-overridden-by-machine-config.ts';
import noUnmirroredPayload from './change/no-unmirrored-payload.ts';
import preferStableMirrorOrder from './change/prefer-stable-mirror-order.ts';
import rolloutBlocked from './change/rollout-blocked.ts';
import rolloutDrain from './change/rollout-drain.ts';
import rolloutNoEffect from './change/rollout-no-effect.ts';
import rolloutPausedPool from './change/rollout-paused-pool.ts';
import rolloutPayloadBlocked from './change/rollout-payload-blocked.ts';
import rolloutPayloadUnblocked from './change/rollout-payload-unblocked.ts';
import rolloutPullsTakenOver from './change/rollout-pulls-taken-over.ts';
import rolloutReload from './change/rollout-reload.ts';
import noBareHostMirror from './object/no-bare-host-mirror.ts';
import noBroadSource from './object/no-broad-source.ts';
import noChangeInHostedCluster from './object/no-change-in-hosted-cluster.ts';
import noDefaultPortSource from './object/no-default-port-source.ts';
import noDeniedMirror from './object/no-denied-mirror.ts';
import noDuplicateMirror from './object/no-duplicate-mirror.ts';
import noDuplicateObject from './object/no-duplicate-object.ts';
import noIcspUpgradeTrap from './object/no-icsp-upgrade-trap.ts';
import noImageContentPolicy from './object/no-image-content-policy.ts';
import noIndexDockerIoMirror from './object/no-index-docker-io-mirror.ts';
import noIpv6Address from './object/no-ipv6-address.ts';
import noMalformedWildcardSource from './object/no-malformed-wildcard-source.ts';
import noManagedRegistrySource from './object/no-managed-registry-source.ts';
import noMirrorInsideSource from './object/no-mirror-inside-source.ts';
import noMirrorSetBefore413 from './object/no-mirror-set-before-4-13.ts';
import noMirrorsHiddenFromHostedClusters from './object/no-mirrors-hidden-from-hosted-clusters.ts';
import noNamespaceOrStatus from './object/no-namespace-or-status.ts';
import noNeverContactedMirror from './object/no-never-contacted-mirror.ts';
import noOverlongMirror from './object/no-overlong-mirror.ts';
import noOversizedObject from './object/no-oversized-object.ts';
import noPlaceholder from './object/no-placeholder.ts';
import noPolicyWithoutMirrors from './object/no-policy-without-mirrors.ts';
import noPortSpanningSource from './object/no-port-spanning-source.ts';
import noProtectedSource from './object/no-protected-source.ts';
import noReservedName from './object/no-reserved-name.ts';
import noScheme from './object/no-scheme.ts';
import noShallowDockerIoMirror from './object/no-shallow-docker-io-mirror.ts';
import noShallowDockerIoSource from './object/no-shallow-docker-io-source.ts';
import noShortNameSource from './object/no-short-name-source.ts';
import noSingleLabelMirror from './object/no-single-label-mirror.ts';
import noSourceAmongMirrors from './object/no-source-among-mirrors.ts';
import noSurroundingWhitespace from './object/no-surrounding-whitespace.ts';
import noTagMirrorForPayload from './object/no-tag-mirror-for-payload.ts';
import noTagOrDigest from './object/no-tag-or-digest.ts';
import noTrailingSlash from './object/no-trailing-slash.ts';
import noUnknownField from './object/no-unknown-field.ts';
import noUnmatchableSource from './object/no-unmatchable-source.ts';
import noUppercasePath from './object/no-uppercase-path.ts';
import noUppercaseSourceHost from './object/no-uppercase-source-host.ts';
import noWildcardMirror from './object/no-wildcard-mirror.ts';
import noWildcardPathCollision from './object/no-wildcard-path-collision.ts';
import noWildcardSourceBefore416 from './object/no-wildcard-source-before-4-16.ts';
import noWildcardSourceForImports from './object/no-wildcard-source-for-imports.ts';
import preferFilesForOc from './object/prefer-files-for-oc.ts';
import preferImageDigestMirrorSet from './object/prefer-image-digest-mirror-set.ts';
import preferOneEntryForPullThrough from './object/prefer-one-entry-for-pull-through.ts';
import requireAllowedMirror from './object/require-allowed-mirror.ts';
import requireContactableSource from './object/require-contactable-source.ts';
import requireEntries from './object/require-entries.ts';
import requireInstallerLocation from './object/require-installer-location.ts';
import requireKnownKind from './object/require-known-kind.ts';
import requireListedMirror from './object/require-listed-mirror.ts';
import requireMatchingApiVersion from './object/require-matching-api-version.ts';
import requireMirrors from './object/require-mirrors.ts';
import requireSourcePolicy from './object/require-source-policy.ts';
import requireUsablePort from './object/require-usable-port.ts';
import requireValidLocation from './object/require-valid-location.ts';
import requireValidName from './object/require-valid-name.ts';
import requireValidStructure from './object/require-valid-structure.ts';
import type { AnyRule } from './rule.ts';
import noBlockedMirror from './state/no-blocked-mirror.ts';
import noClashInsideWildcardSource from './state/no-clash-inside-wildcard-source.ts';
import noClashingPayloadBlocks from './state/no-clashing-payload-blocks.ts';
import noConflictingMirrorOrder from './state/no-conflicting-mirror-order.ts';
import noConflictingPolicyInObject from './state/no-conflicting-policy-in-object.ts';
import noConflictingSourcePolicy from './state/no-conflicting-source-policy.ts';
import noDifferentPullsOnWindows from './state/no-different-pulls-on-windows.ts';
import noIcspBesideMirrorSets from './state/no-icsp-beside-mirror-sets.ts';
import noIgnoredRegistryLists from './state/no-ignored-registry-lists.ts';
import noInsecureMirror from './state/no-insecure-mirror.ts';
import noInsecurePortMismatch from './state/no-insecure-port-mismatch.ts';
import noLeftoverPolicyChange from './state/no-leftover-policy-change.ts';
import noMirrorsOfBroaderSource from './state/no-mirrors-of-broader-source.ts';
import noNeverContactBypass from './state/no-never-contact-bypass.ts';
import noNeverContactForImports from './state/no-never-contact-for-imports.ts';
import noNeverContactGap from './state/no-never-contact-gap.ts';
import noOperatorStopAfterUpgrade from './state/no-operator-stop-after-upgrade.ts';
import noOversizedRegistriesConf from './state/no-oversized-registries-conf.ts';
import noPayloadOnlyPolicy from './state/no-payload-only-policy.ts';
import noShadowedMirrors from './state/no-shadowed-mirrors.ts';
import noSourceContactedEarly from './state/no-source-contacted-early.ts';
import noSourceInBlockedRegistry from './state/no-source-in-blocked-registry.ts';
import noStoppedOperator from './state/no-stopped-operator.ts';
import noUnloadableRegistriesConf from './state/no-unloadable-registries-conf.ts';
import noUnreachablePayload from './state/no-unreachable-payload.ts';
import preferDirectMirrors from './state/prefer-direct-mirrors.ts';
import preferInheritedMirrors from './state/prefer-inherited-mirrors.ts';
import preferNextPayloadMirror from './state/prefer-next-payload-mirror.ts';
import preferOneListPerSource from './state/prefer-one-list-per-source.ts';
import preferRemovingReplacedIcsp from './state/prefer-removing-replaced-icsp.ts';
import preferSingleEntry from './state/prefer-single-entry.ts';
import requireAllowedCatalog from './state/require-allowed-catalog.ts';
import requireAllowedSource from './state/require-allowed-source.ts';
import requireMirrorCredentials from './state/require-mirror-credentials.ts';
import requireMirrorsForBothPulls from './state/require-mirrors-for-both-pulls.ts';
import requireMirrorsForWholePayload from './state/require-mirrors-for-whole-payload.ts';
import requireSignatureAcknowledgement from './state/require-signature-acknowledgement.ts';
import requireSignaturesAtMirrors from './state/require-signatures-at-mirrors.ts';
import requireTagMirrorsForCatalog from './state/require-tag-mirrors-for-catalog.ts';
import requireValidRegistryLists from './state/require-valid-registry-lists.ts';

/** Every rule, by id. */
export const rules: readonly AnyRule[] = [
  noBareHostMirror,
  noBlockedMirror,
  noBroadSource,
  noChangeInHostedCluster,
  noClashInsideWildcardSource,
  noClashingPayloadBlocks,
  noConflictingMirrorOrder,
  noConflictingPolicyInObject,
  noConflictingSourcePolicy,
  noDefaultPortSource,
  noDeniedMirror,
  noDifferentPullsOnWindows,
  noDuplicateMirror,
  noDuplicateObject,
  noIcspBesideMirrorSets,
  noIcspUpgradeTrap,
  noIgnoredRegistryLists,
  noImageConfigDeletion,
  noImageContentPolicy,
  noIndexDockerIoMirror,
  noInsecureMirror,
  noInsecurePortMismatch,
  noIpv6Address,
  noLeftoverPolicyChange,
  noMalformedWildcardSource,
  noManagedRegistrySource,
  noMirrorInsideSource,
  noMirrorSetBefore413,
  noMirrorsHiddenFromHostedClusters,
  noMirrorsOfBroaderSource,
  noNamespaceOrStatus,
  noNeverContactBypass,
  noNeverContactForImports,
  noNeverContactGap,
  noNeverContactedMirror,
  noOperatorStopAfterUpgrade,
  noOverlongMirror,
  noOversizedObject,
  noOversizedRegistriesConf,
  noPayloadOnlyPolicy,
  noPlaceholder,
  noPolicyWithoutMirrors,
  noPortSpanningSource,
  noProtectedSource,
  noReservedName,
  noScheme,
  noShadowedMirrors,
  noShallowDockerIoMirror,
  noShallowDockerIoSource,
  noShortNameSource,
  noSingleLabelMirror,
  noSourceAmongMirrors,
  noSourceContactedEarly,
  noSourceInBlockedRegistry,
  noSourceOverriddenByMachineConfig,
  noStoppedOperator,
  noSurroundingWhitespace,
  noTagMirrorForPayload,
  noTagOrDigest,
  noTrailingSlash,
  noUnknownField,
  noUnloadableRegistriesConf,
  noUnmatchableSource,
  noUnmirroredPayload,
  noUnreachablePayload,
  noUppercasePath,
  noUppercaseSourceHost,
  noWildcardMirror,
  noWildcardPathCollision,
  noWildcardSourceBefore416,
  noWildcardSourceForImports,
  preferDirectMirrors,
  preferFilesForOc,
  preferImageDigestMirrorSet,
  preferInheritedMirrors,
  preferNextPayloadMirror,
  preferOneEntryForPullThrough,
  preferOneListPerSource,
  preferRemovingReplacedIcsp,
  preferSingleEntry,
  preferStableMirrorOrder,
  requireAllowedCatalog,
  requireAllowedMirror,
  requireAllowedSource,
  requireContactableSource,
  requireEntries,
  requireInstallerLocation,
  requireKnownKind,
  requireListedMirror,
  requireMatchingApiVersion,
  requireMirrorCredentials,
  requireMirrors,
  requireMirrorsForBothPulls,
  requireMirrorsForWholePayload,
  requireSignatureAcknowledgement,
  requireSignaturesAtMirrors,
  requireSourcePolicy,
  requireTagMirrorsForCatalog,
  requireUsablePort,
  requireValidLocation,
  requireValidName,
  requireValidRegistryLists,
  requireValidStructure,
  rolloutBlocked,
  rolloutDrain,
  rolloutNoEffect,
  rolloutPausedPool,
  rolloutPayloadBlocked,
  rolloutPayloadUnblocked,
  rolloutPullsTakenOver,
  rolloutReload,
];
