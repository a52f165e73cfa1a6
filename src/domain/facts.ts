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
}

export const noFacts: FactSheet = { known: {}, missing: {} };
