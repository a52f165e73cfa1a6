import type { ClusterSettings, ImageConfig } from './cluster-state.ts';
import type { ImagePolicy } from './image-policies.ts';
import type { ClusterIndex } from './index/cluster-index.ts';
import type { JsonObject } from './json.ts';
import type { MachineConfigPool } from './machine-config-pools.ts';
import { newestVersion, type OpenShiftVersion } from './openshift-version.ts';
import type { Platform } from './platform.ts';
import type { ContainersFile } from './pools/containers-file.ts';
import type { FileDisruption } from './rollout/node-disruption.ts';

/** ClusterVersion `version`. */
export interface ClusterVersionFact {
  readonly version: OpenShiftVersion;
  /** Only the release image is known; the version is the newest. */
  readonly isVersionAssumed?: true;
  /** `status.desired.image`; undefined if the object names none. */
  readonly releaseImage?: string;
}

/** Another object of the same input, for what only a whole file can get wrong. */
export interface InputDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** `file.yaml:12`, where it begins. */
  readonly position: string;
  /** As written. */
  readonly object?: JsonObject;
}

/** A CatalogSource, whose pod runs on a node of the cluster. */
export interface CatalogFact {
  /** `NAMESPACE/NAME`. */
  readonly name: string;
  /** `spec.image`. */
  readonly image: string;
}

/** Facts that only some hosts know. */
export interface OptionalFacts {
  /**
   * Files of the node disruption policy in effect, from MachineConfiguration `cluster`; empty if it has none.
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

/** What is known about the cluster besides the mirror sets, by name. */
export interface Facts extends OptionalFacts {
  readonly imageConfig: ImageConfig;
  readonly clusterVersion: ClusterVersionFact;
  /** All documents of the input, the evaluated ones included. Offline only. */
  readonly inputDocuments: readonly InputDocument[];
}

/** A rule names in `requires` what it cannot be evaluated without; `mirrorSets` are the stored ones. */
export type FactName = keyof Facts | 'mirrorSets';

/** The facts at hand. Unknown facts carry the reason, so unknown never counts as passing. */
export interface ClusterFacts {
  readonly known: Partial<Facts>;
  readonly missing: Partial<Readonly<Record<FactName, string>>>;
  /** All stored mirror sets; undefined when they are not known. */
  readonly cluster?: ClusterIndex;
}

export const noFacts: ClusterFacts = { known: {}, missing: {} };

// One object, since models are kept by the identity of their settings.
const emptyImageConfig: ImageConfig = {};

/** The settings of the cluster; what is not known has its default. */
export function settingsOf({ imageConfig, clusterVersion, imagePolicies }: Partial<Facts>): ClusterSettings {
  return {
    imageConfig: imageConfig ?? emptyImageConfig,
    version: clusterVersion?.version ?? newestVersion,
    releaseImage: clusterVersion?.releaseImage,
    imagePolicies,
  };
}

/**
 * Builds the model of the stored state, because otherwise the next request waits for it. Costs nothing if it
 * exists; otherwise the cost is proportional to the whole cluster.
 */
export function prepareModel({ cluster, known }: ClusterFacts): void {
  cluster?.model(settingsOf(known));
}
