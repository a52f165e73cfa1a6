import { identityOf, keepLatest, type ReplacedObject } from '../kubernetes/latest-objects.ts';
import { type JsonObject, valueAt } from '../model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import { unwrap } from './unwrap.ts';

/**
 * The last object of each name, including objects in lists and other wrappers. Notes report objects that
 * differ from an earlier one with the same name.
 */
export interface LatestInput {
  readonly objects: readonly JsonObject[];
  readonly notes: readonly InputNote[];
}

export function takeLatest(objects: Iterable<unknown>): LatestInput {
  const all = [...objects].flatMap((object) => unwrap(object).map((unwrapped) => unwrapped.object));
  const { latest, replaced } = keepLatest(all, intendedIdentity);
  return { objects: latest, notes: replaced.map(toNote) };
}

/** The identity of an object; also defined for mirror sets with a wrong apiVersion. */
function intendedIdentity(object: JsonObject): string | undefined {
  const { kind } = object;
  return identityOf(
    isMirrorSetKind(kind) ? { ...object, apiVersion: mirrorSetKinds[kind].apiVersion } : object,
  );
}

function toNote({ object: replaced, by: object }: ReplacedObject): InputNote {
  const ref = `${String(object.kind)} ${String(valueAt(object, ['metadata', 'name']))}`;
  return {
    object,
    replaced,
    path: ['metadata', 'name'],
    message: `${ref} appears more than once with different content; the last one, here, is used`,
  };
}

/** Why an object, or part of it, cannot be stored as written. */
export interface InputNote {
  /** A given object, or an element of a given list; identical, not a copy. */
  readonly object: JsonObject;
  readonly path: FieldPath;
  readonly message: string;
  /** The earlier object that this object replaces; set if the note reports the replacement. */
  readonly replaced?: JsonObject;
}
