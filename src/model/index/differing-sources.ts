import { isSameList } from '../json.ts';
import type { MirrorEntry } from '../mirror-set.ts';

type Comparison = (a: MirrorEntry, b: MirrorEntry) => boolean;

/** Whether two entries of one source have the same content, at any position in their objects. */
export function isSameMeaning(a: MirrorEntry, b: MirrorEntry): boolean {
  return a === b || (a.policy === b.policy && isSameList(a.mirrors, b.mirrors));
}

/** Whether two entries of one source have the same content at the same position. */
export function isSameEntry(a: MirrorEntry, b: MirrorEntry): boolean {
  return a.index === b.index && isSameMeaning(a, b);
}

/**
 * Returns the sources whose entries differ between two versions of an object, in no order. Cost: proportional
 * to both versions.
 *
 * Most updates keep every source at its position. The function compares by position and groups the entries by
 * source only if a position has a different source.
 */
export function differingSources(
  before: readonly MirrorEntry[],
  after: readonly MirrorEntry[],
  isSame: Comparison,
): ReadonlySet<string> {
  const differing = new Set<string>();
  const shared = Math.min(before.length, after.length);
  for (let at = 0; at < shared; at++) {
    const [old, now] = [before[at] as MirrorEntry, after[at] as MirrorEntry];
    if (old.source !== now.source) return differingGroups(before, after, isSame);
    if (!isSame(old, now)) differing.add(now.source);
  }
  for (let at = shared; at < before.length; at++) differing.add((before[at] as MirrorEntry).source);
  for (let at = shared; at < after.length; at++) differing.add((after[at] as MirrorEntry).source);
  return differing;
}

function differingGroups(
  before: readonly MirrorEntry[],
  after: readonly MirrorEntry[],
  isSame: Comparison,
): ReadonlySet<string> {
  const old = Map.groupBy(before, ({ source }) => source);
  const now = Map.groupBy(after, ({ source }) => source);
  const differing = new Set(old.keys()).union(new Set(now.keys()));
  for (const [source, entries] of now)
    if (isSameEach(entries, old.get(source) ?? [], isSame)) differing.delete(source);
  return differing;
}

function isSameEach(a: readonly MirrorEntry[], b: readonly MirrorEntry[], isSame: Comparison): boolean {
  return a.length === b.length && a.every((entry, at) => isSame(entry, b[at] as MirrorEntry));
}
