import type { MirrorSetKind } from './mirror-set.ts';
import { isAtLeast, isRelease, type OpenShiftVersion } from './openshift-version.ts';

/** Differences between releases in the Machine Config Operator and on its nodes (DOMAIN 1.4, 6 and 13). */
export interface OperatorBehavior {
  readonly readsKind: Readonly<Record<MirrorSetKind, boolean>>;
  /**
   * Whether the operator stops if ImageContentSourcePolicies exist together with mirror sets; false if the
   * patch level is unknown.
   */
  readonly rejectsMixedKinds: boolean;
  /**
   * The operator's check of sources and mirrors. `no-asterisk`: a value must not be empty or contain `*`.
   * `pattern`: a value must match the pattern of the CRDs.
   */
  readonly locationCheck: 'no-asterisk' | 'pattern';
  /** The kinds as the operator's message about conflicting policies names them. */
  readonly conflictKinds: string;
  /** Whether the operator writes the digest-only setting once per registry or once per mirror. */
  readonly digestOnlyMark: 'registry' | 'mirror';
  readonly writesStoreAuthHelper: boolean;
  /** Whether the nodes remove trailing slashes of mirrors when they load the file. */
  readonly trimsMirrorSlashes: boolean;
  readonly hasNodeDisruptionPolicy: boolean;
  /** Whether ConfigMap `image-registry-override-drain` suppresses drains. */
  readonly honoursDrainOverride: boolean;
  /** Whether every changed file causes a new image and a reboot in image-mode pools. */
  readonly rebootsImageModePools: boolean;
  /** Whether the operator rejects a rendered MachineConfig above the limit, before etcd does. */
  readonly checksRenderedSize: boolean;
  /** Whether clusters have the default ClusterImagePolicy `openshift` (feature SigstoreImageVerification). */
  readonly hasReleasePolicy: boolean;
  /**
   * Whether the controller builds the OSImageStream before it starts other controllers: never, only after the
   * next upgrade, or in this release.
   */
  readonly osImageStream: 'never' | 'after-upgrade' | 'at-start';
  /**
   * Whether a digest mirror set blocks the upgrade to the next release until an administrator acknowledges it
   * (MCO PR 5558).
   */
  readonly requiresSignatureAcknowledgement: boolean;
  /**
   * Whether nodes can use the pull secrets of a namespace for mirrors (feature CRIOCredentialProviderConfig).
   */
  readonly hasCredentialProvider: boolean;
  /** Whether ImageStream imports fail if NeverContactSource blocks their source (OCPBUGS-44432). */
  readonly blocksImportsOfMirroredSources: boolean;
}

/** Whether the operator of a release reads a kind. */
export function readsKind(version: OpenShiftVersion, kind: MirrorSetKind): boolean {
  return kind === 'ImageContentSourcePolicy' || isAtLeast(version, 4, 13);
}

export function behaviorOf(version: OpenShiftVersion): OperatorBehavior {
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
    // A technology preview in 4.16, disabled by default.
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
