import { findConfig, readClusterVersion, readImageConfig } from '../../kubernetes/read-cluster-config.ts';
import { readOptionalFacts } from '../../kubernetes/read-optional-facts.ts';
import { type ClusterFacts, prepareModel } from '../../model/facts.ts';
import { ClusterIndex } from '../../model/index/cluster-index.ts';
import { type JsonObject, textAt } from '../../model/json.ts';
import { isMirrorSetKind, type MirrorSet, toMirrorSet } from '../../model/mirror-set.ts';

/** Reasons for missing facts. Facts that only other sources can have are not listed. */
const missingText = {
  imageConfig: 'is not known: the cluster folder has no Image named cluster',
  clusterVersion:
    'is not known: the cluster folder has no ClusterVersion named version with a desired version or image ' +
    'in its status',
} as const;

/**
 * The facts of a folder.
 * @param objects with unique names (`keepLatest`), of APIs that a cluster serves
 */
export function folderFacts(objects: readonly JsonObject[]): {
  readonly facts: ClusterFacts;
  readonly mirrorSetCount: number;
} {
  const mirrorSets: MirrorSet[] = [];
  for (const object of objects) {
    const { kind } = object;
    if (isMirrorSetKind(kind))
      mirrorSets.push(toMirrorSet(kind, textAt(object, ['metadata', 'name']), object));
  }
  const image = findConfig(objects, 'Image', 'cluster');
  const version = findConfig(objects, 'ClusterVersion', 'version');
  const clusterVersion = version && readClusterVersion(version);
  const facts = {
    known: {
      ...readOptionalFacts(objects),
      ...(image === undefined ? {} : { imageConfig: readImageConfig(image) }),
      ...(clusterVersion === undefined ? {} : { clusterVersion }),
    },
    missing: {
      ...(image === undefined ? { imageConfig: missingText.imageConfig } : {}),
      ...(clusterVersion === undefined ? { clusterVersion: missingText.clusterVersion } : {}),
    },
    cluster: new ClusterIndex(mirrorSets),
  };
  prepareModel(facts);
  return { facts, mirrorSetCount: mirrorSets.length };
}
