import { isSameMeaning } from '../model/index/differing-sources.ts';
import { isEqualJson, type Json, valueAt } from '../model/json.ts';
import { mirrorSetKinds } from '../model/mirror-set.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import { isMirrorSetWrite, type Subject, type WrittenObject } from '../rules/subject.ts';

/**
 * Whether an update leaves the value at a path unchanged. A value inside an entry counts as unchanged only if
 * the stored object has an equal entry at any position. Otherwise a forbidden mirror could move to another
 * source.
 */
export function isStoredValue(subject: WrittenObject, path: FieldPath): boolean {
  const { operation, object, stored } = subject;
  if (operation !== 'UPDATE' || path.length === 0) return false;
  const [root, list, index] = path;
  if (isMirrorSetWrite(subject) && root === 'spec' && typeof index === 'number')
    if (list === mirrorSetKinds[subject.kind].listField) return isStoredEntry(subject, index);
  return isEqualJson(valueAt(object, path), valueAt(stored, path));
}

function isStoredEntry({ kind, entries, before, object, stored }: Subject, index: number): boolean {
  const entry = entries.find((candidate) => candidate.index === index);
  if (entry !== undefined)
    return (
      before?.entries.some((other) => other.source === entry.source && isSameMeaning(other, entry)) === true
    );
  // A malformed entry is compared as written.
  const { listField } = mirrorSetKinds[kind];
  const written = valueAt(object, ['spec', listField, index]);
  const known = valueAt(stored, ['spec', listField]);
  return Array.isArray(known) && known.some((other: Json) => isEqualJson(written, other));
}
