import { fieldOf, isEqualJson, isJsonObject, type JsonObject, textAt, valueAt } from '../../model/json.ts';
import type { ResourceSink } from './ports.ts';

/**
 * A stored write arrives in the watch within milliseconds. After this time, the write was rejected after
 * admission.
 */
export const retentionMs = 5_000;

/** An admitted write that the watch has not delivered. */
interface Remembered {
  /** Undefined for a deletion. */
  readonly admitted: JsonObject | undefined;
  /** The last known stored object; undefined if it does not exist. */
  shown: JsonObject | undefined;
  readonly timer: NodeJS.Timeout;
}

/**
 * The objects of a watch, overlaid with admitted writes until the watch delivers them. Without the overlay,
 * two writes that arrive together could be evaluated against the same state and contradict each other.
 */
export class AdmittedWrites implements ResourceSink {
  readonly #sink: ResourceSink;
  readonly #remembered = new Map<string, Remembered>();
  #admissions = 0;

  constructor(sink: ResourceSink) {
    this.#sink = sink;
  }

  /** Names of objects whose last write the watch has not delivered. */
  get names(): readonly string[] {
    return [...this.#remembered.keys()];
  }

  /**
   * @param object undefined for a deletion
   * @param stored the object that the write replaces
   * @returns a function that removes the write
   */
  admit(name: string, object: JsonObject | undefined, stored: JsonObject | undefined): () => void {
    const previous = this.#remembered.get(name);
    clearTimeout(previous?.timer);
    const remembered: Remembered = {
      admitted: object && this.#withOwnVersion(name, object),
      shown: previous === undefined ? stored : previous.shown,
      timer: setTimeout(() => this.#forget(name, remembered), retentionMs).unref(),
    };
    this.#remembered.set(name, remembered);
    this.#put(name, remembered.admitted);
    return () => this.#forget(name, remembered);
  }

  replace(objects: readonly JsonObject[]): void {
    const byName = new Map(objects.map((object) => [nameOf(object), object]));
    for (const [name, remembered] of this.#remembered) {
      const { admitted } = remembered;
      remembered.shown = byName.get(name);
      if (shows(remembered.shown, admitted)) this.#settle(name);
      else if (admitted === undefined) byName.delete(name);
      else byName.set(name, admitted);
    }
    this.#sink.replace([...byName.values()]);
  }

  apply(object: JsonObject): void {
    if (this.#isHidden(nameOf(object), object)) return;
    this.#sink.apply(object);
  }

  remove(object: JsonObject): void {
    if (this.#isHidden(nameOf(object), undefined)) return;
    this.#sink.remove(object);
  }

  /**
   * Whether the overlay hides the object of the watch, because that object does not contain the admitted
   * write.
   */
  #isHidden(name: string, shown: JsonObject | undefined): boolean {
    const remembered = this.#remembered.get(name);
    if (remembered === undefined) return false;
    remembered.shown = shown;
    if (!shows(shown, remembered.admitted)) return true;
    this.#settle(name);
    return false;
  }

  #settle(name: string): void {
    clearTimeout(this.#remembered.get(name)?.timer);
    this.#remembered.delete(name);
  }

  /** Does nothing if the watch delivered the write or another write followed. */
  #forget(name: string, remembered: Remembered): void {
    if (this.#remembered.get(name) !== remembered) return;
    this.#settle(name);
    this.#put(name, remembered.shown);
  }

  #put(name: string, object: JsonObject | undefined): void {
    if (object === undefined) this.#sink.remove({ metadata: { name } });
    else this.#sink.apply(object);
  }

  /**
   * Sets a unique version: collectors skip known versions, and the object of a request has the previous
   * version or none.
   */
  #withOwnVersion(name: string, object: JsonObject): JsonObject {
    const metadata = isJsonObject(object.metadata) ? object.metadata : {};
    const resourceVersion = `admitted ${++this.#admissions}`;
    return { ...object, metadata: { ...metadata, name, resourceVersion } };
  }
}

function shows(shown: JsonObject | undefined, admitted: JsonObject | undefined): boolean {
  // A deleted object with a finalizer remains, with a deletion time.
  if (admitted === undefined || shown === undefined)
    return shown === admitted || valueAt(shown, ['metadata', 'deletionTimestamp']) !== undefined;
  return isEqualJson(fieldOf(shown, 'spec'), fieldOf(admitted, 'spec'));
}

const nameOf = (object: JsonObject) => textAt(object, ['metadata', 'name']);
