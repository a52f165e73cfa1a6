/** Helpers for findings that involve several objects. */

import type { Contribution } from '../../model/merge/mirror-lists.ts';
import {
  entryPath,
  formatObjectRef,
  isSameObject,
  type MirrorEntry,
  type MirrorSet,
  type ObjectRef,
} from '../../model/mirror-set.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { quote } from '../../model/text/quote.ts';
import type { Related } from '../finding.ts';
import { memoize } from '../memoize.ts';

/** The path of the first entry for a source; the whole object if it has no such entry. */
export function pathOfSource(object: MirrorSet, source: string): FieldPath {
  const entry = firstEntriesOf(object).get(source);
  return entry === undefined ? [] : [...entryPath(object.kind, entry), 'source'];
}

/** The path of the first entry for the first of these sources that the object lists. */
export function pathOfFirst(object: MirrorSet, sources: readonly string[]): FieldPath {
  const source = sources.find((candidate) => firstEntriesOf(object).has(candidate));
  return source === undefined ? [] : pathOfSource(object, source);
}

const firstEntriesOf = memoize((object: MirrorSet): ReadonlyMap<string, MirrorEntry> => {
  const entries = new Map<string, MirrorEntry>();
  for (const entry of object.entries) if (!entries.has(entry.source)) entries.set(entry.source, entry);
  return entries;
});

const none: readonly never[] = [];

/** The contributions of all other objects. */
export function othersThan(
  object: ObjectRef,
  contributions: readonly Contribution[],
): readonly Contribution[] {
  return contributions.filter(({ object: other }) => !isSameObject(other, object));
}

/** Limits the related fields, because thousands of objects can list one source. */
const maxRelated = 20;

/** @param more further lists, used while the limit is not reached */
export function toRelated(
  contributions: readonly Contribution[],
  more: readonly (readonly Contribution[])[] = none,
): readonly Related[] {
  const related: Related[] = [];
  for (const list of [contributions, ...more]) {
    for (const { object, entry } of list) {
      if (related.length === maxRelated) return related;
      related.push({ kind: object.kind, name: object.name, path: entryPath(object.kind, entry) });
    }
  }
  return related;
}

/** `ImageDigestMirrorSet a, ImageTagMirrorSet b and 3 more`. */
export function nameObjects(contributions: readonly Contribution[]): string {
  return joinWords([...new Set(contributions.map(({ object }) => formatObjectRef(object)))], 2);
}

/** `"a", "b" and 3 more`, in the given order. */
export function quoteSome(values: readonly string[], most = 3): string {
  return joinWords(values.map(quote), most);
}

/** `"a", then "b", then 3 more`: the order in which nodes try them. */
export function quoteOrder(mirrors: readonly string[], most = 4): string {
  const shown = mirrors.length <= most + 1 ? mirrors : mirrors.slice(0, most);
  const left = mirrors.length - shown.length;
  return [...shown.map(quote), ...(left > 0 ? [`${left} more`] : [])].join(', then ');
}

/** `a, b and c`, or `a, b and 3 more`. */
export function joinWords(words: readonly string[], most = Number.POSITIVE_INFINITY): string {
  // Counting a single omitted word would take as much space as the word.
  const shown = words.length <= most + 1 ? words : words.slice(0, most);
  const left = words.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
