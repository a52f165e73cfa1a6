import { isSameMeaning } from '../model/index/differing-sources.ts';
import { isJsonObject, type Json, valueAt } from '../model/json.ts';
import { mirrorSetKinds } from '../model/mirror-set.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import type { Subject } from '../rules/subject.ts';

/**
 * Whether an update leaves the value at a path as it is stored. An entry counts as stored only if the stored object has an entry that
 * is equal as a whole, at any position: a forbidden mirror cannot move to another source.
 */
export function isStoredValue(subject: Subject, path: FieldPath): boolean {
  const { kind, operation, object, stored } = subject;
  if (operation !== 'UPDATE' || path.length === 0) return false;
  const [root, list, index] = path;
  const { listField } = mirrorSetKinds[kind];
  if (root === 'spec' && list === listField && typeof index === 'number')
    return isStoredEntry(subject, index);
  return isEqual(valueAt(object, path), valueAt(stored, path));
}

function isStoredEntry({ kind, entries, before, object, stored }: Subject, index: number): boolean {
  const entry = entries.find((candidate) => candidate.index === index);
  if (entry !== undefined)
    return (
      before?.entries.some((other) => other.source === entry.source && isSameMeaning(other, entry)) === true
    );
  // An entry of broken shape is compared as it is written.
  const { listField } = mirrorSetKinds[kind];
  const written = valueAt(object, ['spec', listField, index]);
  const known = valueAt(stored, ['spec', listField]);
  return Array.isArray(known) && known.some((other: Json) => isEqual(written, other));
}

/** Deep equality of JSON values; the order of keys does not matter. */
function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value: Json, index) => isEqual(value, b[index]));
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isEqual(a[key], b[key]));
}
