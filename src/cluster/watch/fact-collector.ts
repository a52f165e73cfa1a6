import type { Facts } from '../../model/facts.ts';
import { type JsonObject, valueAt } from '../../model/json.ts';
import type { ResourceSink } from './ports.ts';

export type CollectedFact = Exclude<
  keyof Facts,
  'mirrorSets' | 'nodes' | 'inputDocuments' | 'pullSecretHosts'
>;

/** Reads each fact from all objects of a resource; undefined if they do not contain it. */
export type FactReaders = {
  readonly [Fact in CollectedFact]?: (objects: readonly JsonObject[]) => Facts[Fact] | undefined;
};

/**
 * Derives facts from the few objects of one resource. Retains the objects, to read them again after a change
 * of any of them.
 */
export class FactCollector implements ResourceSink {
  readonly names: readonly CollectedFact[];
  /** Facts of the current objects; empty before the first list. */
  values: Partial<Facts> = {};
  readonly #readers: FactReaders;
  readonly #objects = new Map<string, JsonObject>();
  readonly #onChange: () => void;
  readonly #reduce: (object: JsonObject) => JsonObject;
  #text = '';

  /** @param reduce what is retained of an object */
  constructor(
    readers: FactReaders,
    onChange: () => void,
    reduce: (object: JsonObject) => JsonObject = withoutMetadata,
  ) {
    this.#reduce = reduce;
    this.names = Object.keys(readers) as CollectedFact[];
    this.#readers = readers;
    this.#onChange = onChange;
  }

  replace(objects: readonly JsonObject[]): void {
    this.#objects.clear();
    for (const object of objects) this.#retain(object);
    this.readAgain();
  }

  apply(object: JsonObject): void {
    this.#retain(object);
    this.readAgain();
  }

  remove(object: JsonObject): void {
    this.#objects.delete(nameOf(object));
    this.readAgain();
  }

  /**
   * For changes of other inputs of the readers. Facts that are deep-equal to the previous ones keep their
   * identity, because the index is rebuilt for each new image.config.
   */
  readAgain(): void {
    const objects = [...this.#objects.values()];
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

  #retain(object: JsonObject): void {
    this.#objects.set(nameOf(object), this.#reduce(object));
  }
}

/** Managed fields, annotations and versions are long and change often; no fact depends on them. */
function withoutMetadata(object: JsonObject): JsonObject {
  const { metadata, ...rest } = object;
  return {
    ...rest,
    metadata: { name: valueAt(metadata, ['name']) ?? '', namespace: valueAt(metadata, ['namespace']) ?? '' },
  };
}

function nameOf(object: JsonObject): string {
  return `${valueAt(object, ['metadata', 'namespace']) ?? ''}/${valueAt(object, ['metadata', 'name']) ?? ''}`;
}
