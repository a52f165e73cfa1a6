import type { JsonObject } from '../model/json.ts';
import type { FieldPath } from '../model/text/field-path.ts';

/** Something about an object that keeps it, or a part of it, from being stored as it is. */
export interface InputNote {
  /** The very object that was given, or one that a list among them carries. */
  readonly object: JsonObject;
  readonly path: FieldPath;
  readonly message: string;
  /** The object whose place this one takes, where that is what is remarked. */
  readonly replaced?: JsonObject;
}
