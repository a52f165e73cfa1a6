import type { MirrorSetKind } from './mirror-set.ts';
import { isAtLeast, isRelease, type OpenShiftVersion } from './openshift-version.ts';

/** What differs between releases in the Machine Config Operator and on its nodes (DOMAIN 1.4, 6 and 13). */
export interface OperatorBehaviour {
  readonly readsKind: Readonly<Record<MirrorSetKind, boolean>>;
  /**
   * Whether the operator stops if ImageContentSourcePolicies exist with mirror sets; false if the patch level
   * is not known.
   */
  readonly rejectsMixedKinds: boolean;
  /**
   * How sources and mirrors are checked before they are rendered: not empty and no `*`, or by the patterns of
   * the definitions.
   */
  readonly locationCheck: 'no-asterisk' | 'pattern';
  /** How the message about contradicting policies names the kinds. */
  readonly conflictKinds: string;
  /** Whether "by digest only" is written once for a registry or for each mirror. */
  readonly digestOnlyMark: 'registry' | 'mirror';
  readonly writesStoreAuthHelper: boolean;
  /** Whether the nodes drop slashes at the end of a mirror when they read the file. */
  readonly trimsMirrorSlashes: boolean;
  readonly hasNodeDisruptionPolicy: boolean;
  /** Whether ConfigMap `image-registry-override-drain` suppresses drains. */
  readonly honoursDrainOverride: boolean;
  /** Whether every change of a file means a new image and a reboot in image-mode pools. */
  readonly rebootsImageModePools: boolean;
  /** Whether the operator itself rejects a rendered configuration above the limit, before etcd does. */
  readonly checksRenderedSize: boolean;
  /**
   * Whether clusters have the ClusterImagePolicy `openshift` for the release (feature
   * SigstoreImageVerification).
   */
  readonly hasReleasePolicy: boolean;
  /**
   * Whether the controller builds the OSImageStream before it starts anything else, or does so after the next
   * upgrade.
   */
  readonly osImageStream: 'never' | 'after-upgrade' | 'at-start';
  /**
   * Whether a digest mirror set keeps the cluster from the next release without an acknowledgement (MCO PR
   * 5558).
   */
  readonly requiresSignatureAcknowledgement: boolean;
  /** Whether pull secrets of a namespace can be used for mirrors (feature CRIOCredentialProviderConfig). */
  readonly hasCredentialProvider: boolean;
  /** Whether ImageStream imports fail if NeverContactSource blocks their source (OCPBUGS-44432). */
  readonly blocksImportsOfMirroredSources: boolean;
}

/** Whether a release has a kind. */
export function readsKind(version: OpenShiftVersion, kind: MirrorSetKind): boolean {
  return kind === 'ImageContentSourcePolicy' || isAtLeast(version, 4, 13);
}

export function behaviourOf(version: OpenShiftVersion): OperatorBehaviour {
  const since = (minor: number) => isAtLeast(version, 4, minor);
  return {
    readsKind: {
      ImageDigestMirrorSet: readsKind(version, 'ImageDigestMirrorSet'),
      ImageTagMirrorSet: readsKind(version, 'ImageTagMirrorSet'),
      ImageContentSourcePolicy: readsKind(version, 'ImageContentSourcePolicy'),
    },
    rejectsMixedKinds:
      (isRelease(version, 4, 13) && !isAtLeast(version, 4, 13, 27)) ||
      (isRelease(version, 4, 14) && !isAtLeast(version, 4, 14, 3)),
    locationCheck: since(16) ? 'pattern' : 'no-asterisk',
    conflictKinds: since(15)
      ? 'imagedigestmirrorsets, imagetagmirrorsets, or imagecontentsourcepolicies'
      : 'imagedigestmirrorsets and/or imagetagmirrorsets',
    digestOnlyMark: since(13) ? 'mirror' : 'registry',
    writesStoreAuthHelper: since(19),
    trimsMirrorSlashes: since(20),
    // A technology preview in 4.16, off by default there.
    hasNodeDisruptionPolicy: since(17),
    honoursDrainOverride: since(14) && !since(20),
    rebootsImageModePools: !since(20),
    checksRenderedSize: since(22),
    hasReleasePolicy: since(21),
    requiresSignatureAcknowledgement: isRelease(version, 4, 20),
    hasCredentialProvider: since(23),
    blocksImportsOfMirroredSources: !since(19),
    osImageStream: since(23) ? 'at-start' : since(22) ? 'after-upgrade' : 'never',
  };
}
