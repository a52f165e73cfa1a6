import type { JsonObject } from '../model/json.ts';
import type { FieldPath } from '../model/text/field-path.ts';

/** Why an object, or part of it, cannot be stored as written. */
export interface InputNote {
  /** A given object, or an element of a given list; identical, not a copy. */
  readonly object: JsonObject;
  readonly path: FieldPath;
  readonly message: string;
  /** The earlier object that this object replaces; set if the note reports the replacement. */
  readonly replaced?: JsonObject;
}
