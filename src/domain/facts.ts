import type { ClusterIndex } from './cluster-index/cluster-index.ts';
import type { MirrorSetsFact, NodesFact } from './cluster-index/project-write.ts';
import type { ImageConfig } from './cluster-state.ts';
import type { OpenShiftVersion } from './openshift-version.ts';

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

/** What is known about the world around the object, by name; a rule says in `needs` which of it it reads. */
export interface Facts {
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
