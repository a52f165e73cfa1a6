import type { ImageConfig } from '../cluster-state.ts';
import type { MirrorSet, ObjectRef } from '../mirror-set.ts';
import { formatOpenShiftVersion, type OpenShiftVersion } from '../openshift-version.ts';
import { behaviourOf } from '../operator-behaviour.ts';
import { MirrorSetIndex } from './mirror-set-index.ts';
import { MirrorSetOverlay } from './mirror-set-overlay.ts';
import { MirrorSetsView } from './mirror-sets-view.ts';
import { changeNodeTotals, sumNodeTotals } from './node-totals.ts';
import { NodeView } from './node-view.ts';
import { objectKey } from './object-order.ts';
import { Surroundings } from './surroundings.ts';

/** One object written or gone. */
export interface ObjectChange {
  readonly ref: ObjectRef;
  /** Undefined where it is gone. */
  readonly object: MirrorSet | undefined;
}

/**
 * All mirror sets of a cluster, for whoever collects them: hand it what appears, changes and goes. What a rule reads is made from
 * it by `projectWrite`, and holds until the next change.
 *
 * The index for a release, and the totals for an image.config, are made when first asked for and kept up to date from then on;
 * another release or another image.config makes them anew, in proportion to the whole cluster.
 */
export class ClusterIndex {
  readonly #objects = new Map<string, MirrorSet>();
  #mirrorSets: { readonly release: string; readonly index: MirrorSetIndex } | undefined;
  #nodes: NodeView | undefined;

  constructor(objects: Iterable<MirrorSet> = []) {
    for (const object of objects) this.apply(object);
  }

  /** Cost: proportional to the object, its stored version, and the other entries of their sources. */
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

  mirrorSetsFor(version: OpenShiftVersion): MirrorSetIndex {
    const release = formatOpenShiftVersion(version);
    if (this.#mirrorSets?.release !== release) {
      const index = new MirrorSetIndex(behaviourOf(version));
      for (const object of this.#objects.values()) index.apply(object);
      this.#mirrorSets = { release, index };
      this.#nodes = undefined;
    }
    return this.#mirrorSets.index;
  }

  /** @param imageConfig the same object as long as nothing in it changes: a new one counts as a change */
  nodesFor(imageConfig: ImageConfig, releaseImage: string | undefined, version: OpenShiftVersion): NodeView {
    const index = this.mirrorSetsFor(version);
    const known = this.#nodes?.surroundings;
    if (
      this.#nodes === undefined ||
      known?.imageConfig !== imageConfig ||
      known.releaseImage !== releaseImage
    ) {
      const surroundings = new Surroundings(imageConfig, releaseImage);
      this.#nodes = new NodeView(
        surroundings,
        index.view,
        sumNodeTotals(surroundings, index.view, index.sources()),
      );
    }
    return this.#nodes;
  }

  #follow({ ref, object }: ObjectChange): void {
    const index = this.#mirrorSets?.index;
    if (index === undefined) return;
    const nodes = this.#nodes;
    if (nodes !== undefined) {
      const overlay = new MirrorSetOverlay(index, ref, object);
      const { totals } = changeNodeTotals(nodes, new MirrorSetsView(overlay), overlay.changedSources);
      this.#nodes = new NodeView(nodes.surroundings, index.view, totals);
    }
    if (object === undefined) index.remove(ref);
    else index.apply(object);
  }
}
