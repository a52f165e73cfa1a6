import { ClusterModel } from '../cluster-model.ts';
import type { ClusterSettings } from '../cluster-state.ts';
import type { MirrorSet, ObjectRef } from '../mirror-set.ts';
import { formatOpenShiftVersion, type OpenShiftVersion } from '../openshift-version.ts';
import { behaviorOf } from '../operator-behavior.ts';
import { MirrorSetIndex } from './mirror-set-index.ts';
import type { ObjectChange } from './mirror-set-overlay.ts';
import { objectKey } from './object-order.ts';

/**
 * The stored mirror sets of a cluster. The component that watches or reads them calls `apply` and `remove`
 * for each change. `model` returns the predictions for the present state, which are valid until the next
 * change.
 *
 * The first read builds the index for a release and the model for some settings. Later changes update both.
 * Another release or other settings rebuild them at a cost proportional to the whole cluster.
 */
export class ClusterIndex {
  readonly #objects = new Map<string, MirrorSet>();
  #mirrorSets: { readonly release: string; readonly index: MirrorSetIndex } | undefined;
  #model: ClusterModel | undefined;

  constructor(objects: Iterable<MirrorSet> = []) {
    for (const object of objects) this.apply(object);
  }

  /** Cost: proportional to the object, to its stored version, and to the other entries of their sources. */
  apply(object: MirrorSet): void {
    this.#objects.set(objectKey(object), object);
    this.#follow({ ref: object, object });
  }

  remove(ref: ObjectRef): void {
    this.#objects.delete(objectKey(ref));
    this.#follow({ ref, object: undefined });
  }

  get objects(): Iterable<MirrorSet> {
    return this.#objects.values();
  }

  /**
   * @param settings compared member by member and by identity, so a new image.config object counts as a
   * change
   */
  model(settings: ClusterSettings): ClusterModel {
    const index = this.#indexFor(settings.version);
    if (this.#model === undefined || !isSameSettings(this.#model.settings, settings))
      this.#model = ClusterModel.ofIndex(index, settings);
    return this.#model;
  }

  #indexFor(version: OpenShiftVersion): MirrorSetIndex {
    const release = `${formatOpenShiftVersion(version)}.${version.patch ?? ''}`;
    if (this.#mirrorSets?.release !== release) {
      const index = new MirrorSetIndex(behaviorOf(version));
      for (const object of this.#objects.values()) index.apply(object);
      this.#mirrorSets = { release, index };
      this.#model = undefined;
    }
    return this.#mirrorSets.index;
  }

  #follow(change: ObjectChange): void {
    const index = this.#mirrorSets?.index;
    if (index === undefined) return;
    // The totals are derived from the previous state and the change, so this must run before the index
    // changes.
    this.#model = this.#model?.followIndex([change]);
    if (change.object === undefined) index.remove(change.ref);
    else index.apply(change.object);
  }
}

function isSameSettings(a: ClusterSettings, b: ClusterSettings): boolean {
  return (
    a.imageConfig === b.imageConfig &&
    a.releaseImage === b.releaseImage &&
    a.imagePolicies === b.imagePolicies
  );
}
