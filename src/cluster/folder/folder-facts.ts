import { readClusterVersion, readImageConfig } from '../../kubernetes/read-cluster-config.ts';
import { readOptionalFacts } from '../../kubernetes/read-optional-facts.ts';
import type { ImageConfig } from '../../model/cluster-state.ts';
import { type ClusterFacts, prepareModel } from '../../model/facts.ts';
import { ClusterIndex } from '../../model/index/cluster-index.ts';
import type { JsonObject } from '../../model/json.ts';
import { type MirrorSetKind, toMirrorSet } from '../../model/mirror-set.ts';
import { type ClusterObjects, nameOf, sortClusterObjects } from './cluster-objects.ts';

/** Reasons for missing facts. Facts that only other sources can have are not listed. */
const missingText = {
  imageConfig: 'is not known: the cluster folder has no Image named cluster',
  clusterVersion:
    'is not known: the cluster folder has no ClusterVersion named version with a desired version or image ' +
    'in its status',
} as const;

/** Updates the facts of a folder; processes only changed objects. */
export class FolderFacts {
  private readonly cluster = new ClusterIndex();
  private known: ClusterObjects = sortClusterObjects([]);
  private imageConfig: ImageConfig | undefined;

  get mirrorSetCount(): number {
    return this.known.mirrorSets.size;
  }

  /**
   * @param objects all objects of the folder; an unchanged object must be the same JavaScript object as
   * before
   */
  update(objects: Iterable<JsonObject>): ClusterFacts {
    const next = sortClusterObjects(objects);
    for (const [ref, object] of next.mirrorSets) {
      if (this.known.mirrorSets.get(ref) !== object)
        this.cluster.apply(toMirrorSet(object.kind as MirrorSetKind, nameOf(object), object));
    }
    for (const [ref, object] of this.known.mirrorSets) {
      if (!next.mirrorSets.has(ref))
        this.cluster.remove({ kind: object.kind as MirrorSetKind, name: nameOf(object) });
    }
    // Keep the identity: the index treats a new object as a change of image.config and recomputes everything.
    if (next.image !== this.known.image)
      this.imageConfig = next.image === undefined ? undefined : readImageConfig(next.image);
    this.known = next;
    const sheet = this.sheet();
    prepareModel(sheet);
    return sheet;
  }

  private sheet(): ClusterFacts {
    const { imageConfig, cluster } = this;
    const clusterVersion =
      this.known.version === undefined ? undefined : readClusterVersion(this.known.version);
    return {
      known: {
        ...readOptionalFacts(this.known.others),
        ...(imageConfig === undefined ? {} : { imageConfig }),
        ...(clusterVersion === undefined ? {} : { clusterVersion }),
      },
      missing: {
        ...(imageConfig === undefined ? { imageConfig: missingText.imageConfig } : {}),
        ...(clusterVersion === undefined ? { clusterVersion: missingText.clusterVersion } : {}),
      },
      cluster,
    };
  }
}
