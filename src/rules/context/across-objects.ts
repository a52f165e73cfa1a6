/** How rules speak about several objects at once. */

import type { Contribution } from '../../model/merge/mirror-lists.ts';
import {
  entryPath,
  formatObjectRef,
  type MirrorEntry,
  type MirrorSet,
  type ObjectRef,
} from '../../model/mirror-set.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { quote } from '../../model/text/quote.ts';
import type { Related } from '../finding.ts';
import { foundOnce } from '../found-once.ts';

/** Where the object speaks of a source first; the object as a whole where it does not, or no longer does. */
export function pathOfSource(object: MirrorSet, source: string): FieldPath {
  const entry = firstEntriesOf(object).get(source);
  return entry === undefined ? [] : [...entryPath(object.kind, entry), 'source'];
}

/** Where the object speaks of the first of these sources that it speaks of. */
export function pathOfFirst(object: MirrorSet, sources: readonly string[]): FieldPath {
  const source = sources.find((candidate) => firstEntriesOf(object).has(candidate));
  return source === undefined ? [] : pathOfSource(object, source);
}

const firstEntriesOf = foundOnce((object: MirrorSet): ReadonlyMap<string, MirrorEntry> => {
  const entries = new Map<string, MirrorEntry>();
  for (const entry of object.entries) if (!entries.has(entry.source)) entries.set(entry.source, entry);
  return entries;
});

function isOf(object: ObjectRef): (contribution: Contribution) => boolean {
  return (contribution) =>
    contribution.object.kind === object.kind && contribution.object.name === object.name;
}

const none: readonly never[] = [];

/** The contributions of all objects but one: mostly there are none. */
export function othersThan(
  object: ObjectRef,
  contributions: readonly Contribution[],
): readonly Contribution[] {
  for (const { object: other } of contributions) {
    if (other.kind === object.kind && other.name === object.name) continue;
    const isOwn = isOf(object);
    return contributions.filter((contribution) => !isOwn(contribution));
  }
  return none;
}

/** Enough to find the matter; a source can be spoken of in thousands of objects. */
const mostRelated = 20;

/** @param more lists to go on with, as far as there is room */
export function toRelated(
  contributions: readonly Contribution[],
  more: readonly (readonly Contribution[])[] = none,
): readonly Related[] {
  const related: Related[] = [];
  for (const list of [contributions, ...more]) {
    for (const { object, entry } of list) {
      if (related.length === mostRelated) return related;
      related.push({ kind: object.kind, name: object.name, path: entryPath(object.kind, entry) });
    }
  }
  return related;
}

/** `ImageDigestMirrorSet a, ImageTagMirrorSet b and 3 more`. */
export function nameObjects(contributions: readonly Contribution[]): string {
  return inWords([...new Set(contributions.map(({ object }) => formatObjectRef(object)))], 2);
}

/** `"a", "b" and 3 more`, in the order given. */
export function quoteSome(values: readonly string[], most = 3): string {
  return inWords(values.map(quote), most);
}

/** `"a", then "b", then 3 more`: the order in which nodes try them. */
export function quoteOrder(mirrors: readonly string[], most = 4): string {
  const shown = mirrors.length <= most + 1 ? mirrors : mirrors.slice(0, most);
  const left = mirrors.length - shown.length;
  return [...shown.map(quote), ...(left > 0 ? [`${left} more`] : [])].join(', then ');
}

/** `a, b and c`, or `a, b and 3 more`. */
export function inWords(words: readonly string[], most = Number.POSITIVE_INFINITY): string {
  // A single one that is left out takes as much room as itself.
  const shown = words.length <= most + 1 ? words : words.slice(0, most);
  const left = words.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
