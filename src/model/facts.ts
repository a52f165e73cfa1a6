import type { ImageConfig } from './cluster-state.ts';
import type { ImagePolicy } from './image-policies.ts';
import type { ClusterIndex } from './index/cluster-index.ts';
import type { MirrorSetsFact, NodesFact } from './index/project-write.ts';
import type { MachineConfigPool } from './machine-config-pools.ts';
import type { OpenShiftVersion } from './openshift-version.ts';
import type { Platform } from './platform.ts';
import type { FileDisruption } from './rollout/node-disruption.ts';

/** ClusterVersion `version`. */
export interface ClusterVersionFact {
  readonly version: OpenShiftVersion;
  /** `status.desired.image`; undefined where the object does not name one. */
  readonly releaseImage?: string;
}

/** Another object of the same input, for what only a whole file can get wrong. */
export interface InputDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** `file.yaml:12`, where it begins. */
  readonly position: string;
}

/** What hosts may know beside the mirror sets and what the operator reads. None of it is known everywhere. */
export interface SurroundingFacts {
  /** Files of the node disruption policy in effect, from MachineConfiguration `cluster`; empty where it has none. */
  readonly nodeDisruption: readonly FileDisruption[];
  /** Whether ConfigMap `image-registry-override-drain` exists. */
  readonly drainOverride: boolean;
  readonly machineConfigPools: readonly MachineConfigPool[];
  readonly platform: Platform;
  /** `host[:port]` of every registry that the global pull secret has credentials for. */
  readonly pullSecretHosts: readonly string[];
  /** All ClusterImagePolicies. */
  readonly imagePolicies: readonly ImagePolicy[];
}

/** What is known about the world around the object, by name; a rule says in `requires` which of it it reads. */
export interface Facts extends SurroundingFacts {
  /** All mirror sets without and with the write. */
  readonly mirrorSets: MirrorSetsFact;
  /** What the operator and the nodes make of them, together with image.config and, where it is known, the release image. */
  readonly nodes: NodesFact;
  readonly imageConfig: ImageConfig;
  readonly clusterVersion: ClusterVersionFact;
  /** All documents of the input, the judged one included. Offline only. */
  readonly inputDocuments: readonly InputDocument[];
}

export type FactName = keyof Facts;

/** The facts at hand. What is not known carries the reason, so that not knowing is never taken for passing. */
export interface FactSheet {
  readonly known: Partial<Facts>;
  readonly missing: Partial<Readonly<Record<FactName, string>>>;
  /** All mirror sets that are stored: what `mirrorSets` and `nodes` are made of for each write. Undefined where they are not known. */
  readonly cluster?: ClusterIndex;
}

export const noFacts: FactSheet = { known: {}, missing: {} };
