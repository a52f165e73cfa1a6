import type { FactSheet, InputDocument } from '../model/facts.ts';
import { ClusterIndex } from '../model/index/cluster-index.ts';
import { type Cluster, nameless } from './cluster.ts';

export interface FactSheetOptions {
  /** Whether somebody has said what is stored: a caller who gives no mirror sets knows nothing about them, or an empty cluster. */
  readonly isStoredKnown: boolean;
  /** All documents of the input. */
  readonly inputDocuments: readonly InputDocument[];
}

/** A cluster as rules read it; what it does not have is missing, and says so. */
export function toFactSheet(
  cluster: Cluster,
  { isStoredKnown, inputDocuments }: FactSheetOptions,
): FactSheet {
  const { state, imageConfig, clusterVersion, surroundings } = cluster;
  // One without a name cannot be stored; it is only judged.
  const mirrorSets = state.mirrorSets.filter(({ name }) => name !== nameless);
  const isIndexed = mirrorSets.length > 0 || isStoredKnown;
  return {
    known: {
      inputDocuments,
      ...surroundings,
      ...(imageConfig === undefined ? {} : { imageConfig }),
      ...(clusterVersion === undefined ? {} : { clusterVersion }),
    },
    missing: {
      ...(isIndexed
        ? {}
        : {
            mirrorSets: 'are not known: the input holds none',
            nodes: 'are not known: the input holds no mirror sets',
          }),
      imageConfig: 'is not known: the input holds no Image `cluster` of config.openshift.io/v1',
      clusterVersion:
        'is not known: the input holds no ClusterVersion `version`, and --openshift-version was not given',
    },
    ...(isIndexed ? { cluster: new ClusterIndex(mirrorSets) } : {}),
  };
}
