import type { ClusterFacts, Facts } from '../model/facts.ts';
import { ClusterIndex } from '../model/index/cluster-index.ts';
import { formatObjectRef, type MirrorSet, type ObjectRef } from '../model/mirror-set.ts';

/** The changes of the facts since the last transfer. */
export interface FactsChange {
  readonly known: Partial<Facts>;
  readonly forgotten: readonly (keyof Facts)[];
  readonly missing: ClusterFacts['missing'];
  readonly stored: readonly MirrorSet[];
  readonly removed: readonly ObjectRef[];
  /** Whether the stored mirror sets are known. */
  readonly hasCluster: boolean;
}

/**
 * Finds the facts that the receiver lacks. Facts and mirror sets are immutable, so comparing identities is
 * sufficient. The cost of a transfer is proportional to the changed objects.
 */
export class FactsSender {
  #known: Partial<Facts> = {};
  #stored = new Map<string, MirrorSet>();

  changes({ known, missing, cluster }: ClusterFacts): FactsChange {
    const stored = new Map([...(cluster?.objects ?? [])].map((object) => [formatObjectRef(object), object]));
    const names = Object.keys(known) as (keyof Facts)[];
    const change = {
      known: Object.fromEntries(
        names.filter((name) => known[name] !== this.#known[name]).map((name) => [name, known[name]]),
      ),
      forgotten: (Object.keys(this.#known) as (keyof Facts)[]).filter((name) => known[name] === undefined),
      missing,
      stored: [...stored].flatMap(([ref, object]) => (this.#stored.get(ref) === object ? [] : [object])),
      removed: [...this.#stored].flatMap(([ref, { kind, name }]) =>
        stored.has(ref) ? [] : [{ kind, name }],
      ),
      hasCluster: cluster !== undefined,
    };
    this.#known = { ...known };
    this.#stored = stored;
    return change;
  }
}

/** Applies the facts of a sender. */
export class FactsReceiver {
  readonly #cluster = new ClusterIndex();
  #known: Partial<Facts> = {};

  apply({ known, forgotten, missing, stored, removed, hasCluster }: FactsChange): ClusterFacts {
    // Unchanged values keep their identity, which is the cache key of the model.
    this.#known = { ...this.#known, ...known };
    for (const name of forgotten) delete this.#known[name];
    for (const ref of removed) this.#cluster.remove(ref);
    for (const object of stored) this.#cluster.apply(object);
    return { known: this.#known, missing, ...(hasCluster ? { cluster: this.#cluster } : {}) };
  }
}
