import type { Facts } from '../../model/facts.ts';
import { type JsonObject, valueAt } from '../../model/json.ts';
import type { CollectedFact } from './collectors.ts';
import type { ResourceSink } from './ports.ts';

type Readers = {
  readonly [Fact in CollectedFact]?: (objects: readonly JsonObject[]) => Facts[Fact] | undefined;
};

/** Makes facts of the few objects of one resource; they are kept without their bookkeeping, to be read again when one of them changes. */
export class FactCollector implements ResourceSink {
  readonly names: readonly CollectedFact[];
  /** What is read of the objects as they are now; empty before the first list. A fact that the objects do not give is left out. */
  values: Partial<Facts> = {};
  readonly #readers: Readers;
  readonly #objects = new Map<string, JsonObject>();
  readonly #onChange: () => void;
  #text = '';

  constructor(readers: Readers, onChange: () => void) {
    this.names = Object.keys(readers) as CollectedFact[];
    this.#readers = readers;
    this.#onChange = onChange;
  }

  replace(objects: readonly JsonObject[]): void {
    this.#objects.clear();
    for (const object of objects) this.#keep(object);
    this.readAgain();
  }

  apply(object: JsonObject): void {
    this.#keep(object);
    this.readAgain();
  }

  remove(object: JsonObject): void {
    this.#objects.delete(nameOf(object));
    this.readAgain();
  }

  /**
   * Also for when something else has changed that readers look at. A fact that reads the same stays the same value: the index counts
   * everything anew for another image.config.
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

  #keep(object: JsonObject): void {
    this.#objects.set(nameOf(object), withoutBookkeeping(object));
  }
}

/** Managed fields, annotations and versions are long, change often, and say nothing about mirrors. */
function withoutBookkeeping(object: JsonObject): JsonObject {
  const { metadata, ...rest } = object;
  return {
    ...rest,
    metadata: { name: valueAt(metadata, ['name']) ?? '', namespace: valueAt(metadata, ['namespace']) ?? '' },
  };
}

function nameOf(object: JsonObject): string {
  return `${valueAt(object, ['metadata', 'namespace']) ?? ''}/${valueAt(object, ['metadata', 'name']) ?? ''}`;
}
