import type { StoredMetadata } from '../../background/checked-cluster.ts';
import type { ClusterIndex } from '../../model/index/cluster-index.ts';
import { isJsonObject, type JsonObject, textAt, valueAt } from '../../model/json.ts';
import type { MirrorSet, MirrorSetKind } from '../../model/mirror-set.ts';
import type { ObjectName } from '../../rules/finding.ts';
import type { ResourceSink } from './ports.ts';

/**
 * Updates the index of the cluster with the mirror sets of one kind. Objects that did not change since the
 * last list have no cost.
 */
export class MirrorSetCollector implements ResourceSink {
  /** Stored objects by name. */
  readonly #stored = new Map<string, { readonly version: string; readonly metadata: StoredMetadata }>();
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
      now.add(textAt(object, ['metadata', 'name']));
      this.apply(object);
    }
    for (const name of [...this.#stored.keys()]) if (!now.has(name)) this.#remove(name);
  }

  apply(object: JsonObject): void {
    const name = textAt(object, ['metadata', 'name']);
    const version = textAt(object, ['metadata', 'resourceVersion']);
    if (name === '' || this.#stored.get(name)?.version === version) return;
    this.#cluster.apply(this.#read(name, object));
    // Set the version last: if an update fails, the next list applies the object again.
    this.#stored.set(name, { version, metadata: readMetadata(object) });
    this.#onChange();
  }

  remove(object: JsonObject): void {
    this.#remove(textAt(object, ['metadata', 'name']));
  }

  metadataOf({ kind, name }: ObjectName): StoredMetadata | undefined {
    return kind === this.#kind ? this.#stored.get(name)?.metadata : undefined;
  }

  #remove(name: string): void {
    if (!this.#stored.delete(name)) return;
    this.#cluster.remove({ kind: this.#kind, name });
    this.#onChange();
  }
}

function readMetadata(object: JsonObject): StoredMetadata {
  const labels = valueAt(object, ['metadata', 'labels']);
  return {
    uid: textAt(object, ['metadata', 'uid']),
    ...(isJsonObject(labels) ? { labels: labels as Record<string, string> } : {}),
  };
}
