import { readImageConfig } from '../kubernetes/read-cluster-config.ts';
import { findExcess } from '../kubernetes/structure/limits.ts';
import { findStructureProblems, type StructureProblem } from '../kubernetes/structure/structure.ts';
import { fieldOf, isJsonObject, type JsonObject, parseJson, textAt, valueAt } from '../model/json.ts';
import { type MirrorSetKind, toMirrorSet } from '../model/mirror-set.ts';
import type { GuardedKind, ImageSubject, Operation, Subject, WrittenObject } from '../rules/subject.ts';

/** One write. `object` and `oldObject` may have any shape. */
export interface Write<Kind extends GuardedKind = GuardedKind> {
  readonly kind: Kind;
  readonly operation: Operation;
  /** The object to be stored; not read on DELETE. */
  readonly object?: unknown;
  /** The stored object. */
  readonly oldObject?: unknown;
  /** Default: the name in the object. */
  readonly name?: string;
  /** The object as the user wrote it. Default: the last-applied annotation. */
  readonly written?: JsonObject;
  /** Structure problems, reported with those found here. */
  readonly problems?: readonly StructureProblem[] | undefined;
}

/** Used until the API server generates a name. */
export const generatedName = '(generated name)';

/** Turns a write into the input of rules; used by the webhook and the CLI. Never throws. */
export function toWrittenObject({ kind, ...write }: Write): WrittenObject {
  return kind === 'Image' ? toImageSubject(write) : toSubject({ kind, ...write });
}

/** Like `toWrittenObject`, for Image `cluster`. */
export function toImageSubject(write: Omit<Write, 'kind'>): ImageSubject {
  const { operation, oldObject } = write;
  const object = operation === 'DELETE' ? undefined : write.object;
  return {
    kind: 'Image',
    name: 'cluster',
    operation,
    before: isJsonObject(oldObject) ? readImageConfig(oldObject) : undefined,
    after: isJsonObject(object) ? readImageConfig(object) : {},
    structure: write.problems ?? [],
    object: isJsonObject(object) ? object : undefined,
    stored: isJsonObject(oldObject) ? oldObject : undefined,
    written: isJsonObject(object) ? (write.written ?? lastApplied(object)) : undefined,
  };
}

/** Like `toWrittenObject`, for a mirror set. */
export function toSubject(write: Write<MirrorSetKind>): Subject {
  const { kind, operation, oldObject, problems = [] } = write;
  const isDelete = operation === 'DELETE';
  const object = isDelete ? undefined : write.object;
  const name = write.name || nameOf(object) || nameOf(oldObject) || generatedName;
  const excess = findExcess(kind, object, oldObject);
  const { entries, policyChange } = toMirrorSet(kind, name, excess === undefined ? object : undefined);
  // Keeps one hidden class in V8, because rules read these fields often.
  return {
    kind,
    name,
    entries,
    policyChange,
    operation,
    before: isJsonObject(oldObject) ? toMirrorSet(kind, name, oldObject) : undefined,
    structure:
      excess !== undefined ? [excess] : isDelete ? [] : [...findStructureProblems(kind, object), ...problems],
    object: isJsonObject(object) && excess === undefined ? object : undefined,
    stored: isJsonObject(oldObject) ? oldObject : undefined,
    written: isDelete || excess !== undefined ? undefined : (write.written ?? lastApplied(object)),
  };
}

function nameOf(object: unknown): string | undefined {
  return textAt(object, ['metadata', 'name']) || undefined;
}

/**
 * The object as the user wrote it, from the annotation of `kubectl apply`, because the API server pruned
 * unknown fields of the object itself (DOMAIN 1.6). An annotation that does not parse is ignored.
 */
function lastApplied(object: unknown): JsonObject | undefined {
  const text = fieldOf(
    valueAt(object, ['metadata', 'annotations']),
    'kubectl.kubernetes.io/last-applied-configuration',
  );
  const written = typeof text === 'string' ? parseJson(text) : undefined;
  return isJsonObject(written) ? written : undefined;
}
