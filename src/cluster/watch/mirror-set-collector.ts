import type { ClusterIndex } from '../../model/index/cluster-index.ts';
import { type JsonObject, valueAt } from '../../model/json.ts';
import type { MirrorSet, MirrorSetKind } from '../../model/mirror-set.ts';
import type { ResourceSink } from './ports.ts';

/**
 * Updates the index of the cluster with the mirror sets of one kind. Objects that did not change since the
 * last list cost nothing.
 */
export class MirrorSetCollector implements ResourceSink {
  /** Version by name. */
  readonly #versions = new Map<string, string>();
  readonly #read: (name: string, object: JsonObject) => MirrorSet;
  readonly #kind: MirrorSetKind;
  readonly #cluster: ClusterIndex;
  readonly #onChange: () => void;

  constructor(
    read: (name: string, object: JsonObject) => MirrorSet,
    kind: MirrorSetKind,
    cluster: ClusterIndex,
    onChange: () => void,
  ) {
    this.#read = read;
    this.#kind = kind;
    this.#cluster = cluster;
    this.#onChange = onChange;
  }

  replace(objects: readonly JsonObject[]): void {
    const now = new Set<string>();
    for (const object of objects) {
      now.add(textAt(object, 'name'));
      this.apply(object);
    }
    for (const name of [...this.#versions.keys()]) if (!now.has(name)) this.#remove(name);
  }

  apply(object: JsonObject): void {
    const name = textAt(object, 'name');
    const version = textAt(object, 'resourceVersion');
    if (name === '' || this.#versions.get(name) === version) return;
    this.#cluster.apply(this.#read(name, object));
    // Last, so an object that could not be applied is applied again with the next list.
    this.#versions.set(name, version);
    this.#onChange();
  }

  remove(object: JsonObject): void {
    this.#remove(textAt(object, 'name'));
  }

  #remove(name: string): void {
    if (!this.#versions.delete(name)) return;
    this.#cluster.remove({ kind: this.#kind, name });
    this.#onChange();
  }
}

function textAt(object: JsonObject, field: 'name' | 'resourceVersion'): string {
  const text = valueAt(object, ['metadata', field]);
  return typeof text === 'string' ? text : '';
}
