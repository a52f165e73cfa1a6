import { findExcess } from '../kubernetes/structure/limits.ts';
import { findStructureProblems } from '../kubernetes/structure/structure.ts';
import { fieldOf, isJsonObject, type Json, type JsonObject, valueAt } from '../model/json.ts';
import { type MirrorSetKind, toMirrorSet } from '../model/mirror-set.ts';
import type { Operation, Subject } from '../rules/subject.ts';

/** A write of one object, as far as judging it goes. `object` and `oldObject` may have any shape. */
export interface Write {
  readonly kind: MirrorSetKind;
  readonly operation: Operation;
  /** As it would be stored; not read on DELETE. */
  readonly object?: unknown;
  /** As it is stored. */
  readonly oldObject?: unknown;
  /** Where the protocol gives it; otherwise it is read from the object. */
  readonly name?: string;
  /** The admin's own text of the object, where it is at hand; otherwise the last-applied annotation is taken. */
  readonly written?: JsonObject;
}

/** Stands for the name of an object that the API server has not named yet. */
export const generatedName = '(generated name)';

/** The one way from an object to what rules judge: webhook and CLI come through here, so that they see the same. Never throws. */
export function toSubject(write: Write): Subject {
  const { kind, operation, oldObject } = write;
  const isDelete = operation === 'DELETE';
  const object = isDelete ? undefined : write.object;
  const name = write.name || nameOf(object) || nameOf(oldObject) || generatedName;
  const excess = findExcess(kind, object, oldObject);
  const { entries } = toMirrorSet(kind, name, excess === undefined ? object : undefined);
  // One shape, whatever is known: rules read these fields by the thousand.
  return {
    kind,
    name,
    entries,
    operation,
    before: isJsonObject(oldObject) ? toMirrorSet(kind, name, oldObject) : undefined,
    structure: excess !== undefined ? [excess] : isDelete ? [] : findStructureProblems(kind, object),
    object: isJsonObject(object) && excess === undefined ? object : undefined,
    stored: isJsonObject(oldObject) ? oldObject : undefined,
    written: isDelete || excess !== undefined ? undefined : (write.written ?? lastApplied(object)),
  };
}

function nameOf(object: unknown): string | undefined {
  const name = valueAt(object, ['metadata', 'name']);
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/**
 * What the admin wrote, where `kubectl apply` left it: the object itself has lost its unknown fields by now (DOMAIN 1.6).
 * An annotation that does not parse is somebody else's business.
 */
function lastApplied(object: unknown): JsonObject | undefined {
  const text = fieldOf(
    valueAt(object, ['metadata', 'annotations']),
    'kubectl.kubernetes.io/last-applied-configuration',
  );
  if (typeof text !== 'string') return undefined;
  try {
    const written: Json = JSON.parse(text);
    return isJsonObject(written) ? written : undefined;
  } catch {
    return undefined;
  }
}
