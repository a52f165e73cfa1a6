import type { ClusterSettings, ImageConfig } from './cluster-state.ts';
import type { ImagePolicy } from './image-policies.ts';
import type { ClusterIndex } from './index/cluster-index.ts';
import type { JsonObject } from './json.ts';
import type { MachineConfigPool } from './machine-config-pools.ts';
import { newestVersion, type OpenShiftVersion } from './openshift-version.ts';
import type { Platform } from './platform.ts';
import type { ContainersFile } from './pools/containers-file.ts';
import type { FileDisruption } from './rollout/node-disruption.ts';

/** The content of ClusterVersion `version`. */
export interface ClusterVersionFact {
  readonly version: OpenShiftVersion;
  /** The version is unknown and assumed to be the newest; only the release image is known. */
  readonly isVersionAssumed?: true;
  /** The caller gives the version or the image; there is no ClusterVersion. */
  readonly isGiven?: true;
  /** The field whose release image has the version in its tag; there is no ClusterVersion. */
  readonly versionFrom?: string;
  /** `status.desired.image`; undefined if the object has none. */
  readonly releaseImage?: string;
  /** The release image is unknown and assumed, because the objects show its origin. */
  readonly isReleaseImageAssumed?: true;
}

/** An object of the input, for rules that evaluate all objects of the input together. */
export interface InputDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Position of the first line: `file.yaml:12`. */
  readonly position: string;
  /** The object as written. */
  readonly object?: JsonObject;
  /** Whether the object is the mirrors of an install-config, which the installer reads. */
  readonly isInstallConfig?: true;
}

/** A CatalogSource, whose pod runs on a node of the cluster. */
export interface CatalogFact {
  /** `NAMESPACE/NAME`. */
  readonly name: string;
  /** `spec.image`. */
  readonly image: string;
}

/** Facts that only some sources provide. */
export interface OptionalFacts {
  /**
   * Files of the effective node disruption policy, from MachineConfiguration `cluster`; empty if it has none.
   */
  readonly nodeDisruption: readonly FileDisruption[];
  /** Whether ConfigMap `image-registry-override-drain` exists. */
  readonly drainOverride: boolean;
  readonly machineConfigPools: readonly MachineConfigPool[];
  readonly platform: Platform;
  /** `host[:port]` of every registry that the global pull secret has credentials for. */
  readonly pullSecretHosts: readonly string[];
  /** All ClusterImagePolicies. */
  readonly imagePolicies: readonly ImagePolicy[];
  /** Files of /etc/containers that MachineConfigs write. */
  readonly machineConfigFiles: readonly ContainersFile[];
  /** Whether a node has label `kubernetes.io/os=windows`. */
  readonly windowsNodes: boolean;
  /** Names of the MachineConfigPools with a MachineOSConfig. */
  readonly imageModePools: readonly string[];
  /** All CatalogSources that name an image. Offline only. */
  readonly catalogs: readonly CatalogFact[];
}

/** Facts about the cluster, by name, without the mirror sets. */
export interface Facts extends OptionalFacts {
  readonly imageConfig: ImageConfig;
  readonly clusterVersion: ClusterVersionFact;
  /** All documents of the input, including the evaluated ones. Offline only. */
  readonly inputDocuments: readonly InputDocument[];
}

/** Name of a fact that a rule requires. `mirrorSets` are the stored mirror sets. */
export type FactName = keyof Facts | 'mirrorSets';

/**
 * The known facts, and the reason for each missing one. A rule that requires a missing fact never counts as
 * passed.
 */
export interface ClusterFacts {
  readonly known: Partial<Facts>;
  readonly missing: Partial<Readonly<Record<FactName, string>>>;
  /** All stored mirror sets; undefined if unknown. */
  readonly cluster?: ClusterIndex;
}

export const noFacts: ClusterFacts = { known: {}, missing: {} };

// A single object, because models are cached by the identity of their settings.
const emptyImageConfig: ImageConfig = {};

/** Returns the settings of the cluster, with defaults for unknown facts. */
export function settingsOf({ imageConfig, clusterVersion, imagePolicies }: Partial<Facts>): ClusterSettings {
  return {
    imageConfig: imageConfig ?? emptyImageConfig,
    version: clusterVersion?.version ?? newestVersion,
    releaseImage: clusterVersion?.releaseImage,
    imagePolicies,
  };
}

/**
 * Builds the model of the stored state in advance; otherwise the next request waits for it. Has no cost if
 * the model exists. Otherwise the cost is proportional to the whole cluster.
 */
export function prepareModel({ cluster, known }: ClusterFacts): void {
  cluster?.model(settingsOf(known));
}
