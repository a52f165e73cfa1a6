import { type JsonObject, valueAt } from '../../model/json.ts';
import type { ResourceSink } from './ports.ts';

/** Whether any object exists. */
export class PresenceCollector implements ResourceSink {
  readonly #names = new Set<string>();
  readonly #onChange: () => void;

  /** @param onChange called after every event, also if `isPresent` does not change */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get isPresent(): boolean {
    return this.#names.size > 0;
  }

  replace(objects: readonly JsonObject[]): void {
    this.#names.clear();
    for (const object of objects) this.#names.add(nameOf(object));
    this.#onChange();
  }

  apply(object: JsonObject): void {
    this.#names.add(nameOf(object));
    this.#onChange();
  }

  remove(object: JsonObject): void {
    this.#names.delete(nameOf(object));
    this.#onChange();
  }
}

function nameOf(object: JsonObject): string {
  return String(valueAt(object, ['metadata', 'name']));
}
