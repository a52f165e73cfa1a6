import type { StoredMetadata } from '../../background/checked-cluster.ts';
import type { Facts } from '../../model/facts.ts';
import { type Json, type JsonObject, valueAt } from '../../model/json.ts';
import type { ObjectName } from '../../rules/finding.ts';
import type { ResourceSink } from './ports.ts';

export type CollectedFact = Exclude<
  keyof Facts,
  'mirrorSets' | 'nodes' | 'inputDocuments' | 'pullSecretHosts'
>;

/** Reads each fact from all objects of a resource; undefined if the objects do not contain it. */
export type FactReaders = {
  readonly [Fact in CollectedFact]?: (objects: readonly JsonObject[]) => Facts[Fact] | undefined;
};

/**
 * Derives facts from the few objects of one or several resources. Retains the objects to derive the facts
 * again after a change of any of them.
 */
export class FactCollector implements ResourceSink {
  readonly names: readonly CollectedFact[];
  /** Facts of the current objects; empty before the first list. */
  values: Partial<Facts> = {};
  readonly #readers: FactReaders;
  readonly #onChange: () => void;
  readonly #reduce: (object: JsonObject) => JsonObject;
  /** Objects by name, for each resource. */
  readonly #resources: Map<string, JsonObject>[] = [];
  readonly #first: ResourceSink;
  #text = '';

  /** @param reduce returns the retained part of an object */
  constructor(
    readers: FactReaders,
    onChange: () => void,
    reduce: (object: JsonObject) => JsonObject = withoutMetadata,
  ) {
    this.#reduce = reduce;
    this.names = Object.keys(readers) as CollectedFact[];
    this.#readers = readers;
    this.#onChange = onChange;
    this.#first = this.addResource();
  }

  /** A sink for another resource that the readers use. */
  addResource(): ResourceSink {
    const objects = new Map<string, JsonObject>();
    this.#resources.push(objects);
    const retain = (object: JsonObject) => objects.set(keyOf(object), this.#reduce(object));
    return {
      replace: (all) => {
        objects.clear();
        for (const object of all) retain(object);
        this.readAgain();
      },
      apply: (object) => {
        retain(object);
        this.readAgain();
      },
      remove: (object) => {
        objects.delete(keyOf(object));
        this.readAgain();
      },
    };
  }

  replace(objects: readonly JsonObject[]): void {
    this.#first.replace(objects);
  }

  apply(object: JsonObject): void {
    this.#first.apply(object);
  }

  remove(object: JsonObject): void {
    this.#first.remove(object);
  }

  /**
   * Called after changes of other inputs of the readers. Deep-equal facts keep their identity, because the
   * index is rebuilt for each new image.config.
   */
  readAgain(): void {
    const objects = this.#resources.flatMap((resource) => [...resource.values()]);
    const values = Object.fromEntries(
      this.names
        .map((name) => [name, this.#readers[name]?.(objects)])
        .filter(([, value]) => value !== undefined),
    );
    const text = JSON.stringify(values);
    if (text === this.#text) return;
    this.#text = text;
    this.values = values as Partial<Facts>;
    this.#onChange();
  }

  metadataOf({ kind, name }: ObjectName): StoredMetadata | undefined {
    const key = name.includes('/') ? name : `/${name}`;
    const object = this.#resources
      .map((resource) => resource.get(key))
      .find((candidate) => candidate?.kind === kind);
    const uid = valueAt(object, ['metadata', 'uid']);
    return typeof uid === 'string' ? { uid } : undefined;
  }
}

/** Managed fields, annotations and versions are long and change often, and no fact depends on them. */
function withoutMetadata({ metadata, ...rest }: JsonObject): JsonObject {
  return { ...rest, metadata: identityOf(metadata) };
}

/** Drops the status of an image policy, which has an entry for each node pool. */
export function reduceImagePolicy({
  apiVersion = '',
  kind = '',
  metadata,
  spec = {},
}: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: identityOf(metadata), spec };
}

function identityOf(metadata: Json | undefined): JsonObject {
  const field = (name: string) => valueAt(metadata, [name]) ?? '';
  return { name: field('name'), namespace: field('namespace'), uid: field('uid') };
}

function keyOf(object: JsonObject): string {
  return `${valueAt(object, ['metadata', 'namespace']) ?? ''}/${valueAt(object, ['metadata', 'name']) ?? ''}`;
}
