import { isSameList } from '../../model/json.ts';
import type { MergedLists } from '../../model/merge/merged-sources.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { contradictedPairs } from '../../model/merge/order-conflicts.ts';
import { effectivePolicy, formatObjectRef, isSameObject } from '../../model/mirror-set.ts';
import type { ObjectName, Participant } from '../finding.ts';
import { participantsOf } from './participants.ts';

/**
 * The note about the merged order of one source. Only the most severe is reported, because it includes the
 * others.
 * - `listed-early`: one object lists the source before mirrors, which an object rule reports
 * - `source-early`: nodes try the source before some mirror
 * - `contradiction`: lists contradict each other, and the operator resolves it by byte order
 * - `split`: several lists, merged without contradiction
 */
export type MergeNote = 'listed-early' | 'source-early' | 'contradiction' | 'split';

export function mergeNoteOf({ order, contributions }: MergedLists): MergeNote | undefined {
  if (order.sourceAt !== undefined)
    return isListedByOne(order, contributions) ? 'listed-early' : 'source-early';
  // A mirror that occurs twice in a list also forms a cycle, but the merge does not always reverse an order
  // then.
  if (order.overruled.length > 0) return 'contradiction';
  return isSplit(contributions) ? 'split' : undefined;
}

/**
 * The objects whose lists of the source contradict others, and the pairs of mirrors in which they do. An
 * object whose list agrees with all others adds nothing, and a correction of one list adds nothing either.
 */
export function contradictionsOf({ source, contributions }: MergedLists): ReadonlySet<string> {
  const pairsOfLists = contradictedPairs(
    source,
    contributions.map(({ entry }) => entry.mirrors),
  );
  return new Set(
    contributions.flatMap(({ object }, index) => {
      const pairs = pairsOfLists[index] ?? [];
      return pairs.length === 0 ? [] : [formatObjectRef(object), ...pairs];
    }),
  );
}

/** Whether a state rule reports that a change adds a contradiction to the lists of a source. */
export function addsContradiction(before: MergedLists | undefined, after: MergedLists): boolean {
  const note = mergeNoteOf(after);
  if (note !== 'contradiction' && note !== 'source-early') return false;
  const known = before && mergeNoteOf(before);
  if (before === undefined || known === undefined || known === 'split') return true;
  if (note === 'source-early' && known === 'contradiction') return true;
  return !contradictionsOf(after).isSubsetOf(contradictionsOf(before));
}

/** Other objects with another list than an object has, at their entries; all objects if there is none. */
export function orderedDifferently(
  here: ObjectName | undefined,
  contributions: readonly Contribution[],
): readonly Participant[] {
  const textOf = ({ entry }: Contribution) => JSON.stringify(entry.mirrors);
  const own = new Set(contributions.filter(({ object }) => isSameObject(object, here)).map(textOf));
  const others = contributions.filter(
    (contribution) => !isSameObject(contribution.object, here) && !own.has(textOf(contribution)),
  );
  return participantsOf(others.length === 0 ? contributions : others);
}

/** Equal lists count as one. */
function isSplit([first, ...others]: readonly Contribution[]): boolean {
  return first !== undefined && others.some(({ entry }) => !isSameList(entry.mirrors, first.entry.mirrors));
}

/**
 * An entry that lists its source before other mirrors is a fault of one object, which an object rule reports.
 */
function isListedByOne(order: MergedLists['order'], contributions: readonly Contribution[]): boolean {
  if (order.cycleBreaks.length > 0) return false;
  const listing = contributions
    .filter(({ entry }) => listsSourceEarly(entry))
    .map(({ object }) => formatObjectRef(object));
  return new Set(listing).size === 1;
}

export function listsSourceEarly({ source, mirrors }: Contribution['entry']): boolean {
  const at = mirrors.indexOf(source);
  return at !== -1 && mirrors.slice(at + 1).some((mirror) => mirror !== source);
}

/** Each entry that repeats an earlier one, with the earlier one. */
export function duplicatesOf(
  contributions: readonly Contribution[],
): readonly (readonly [Contribution, Contribution])[] {
  if (contributions.length <= fewLists && !haveSameMeaning(contributions)) return none;
  const first = new Map<string, Contribution>();
  return contributions.flatMap((contribution) => {
    const meaning = JSON.stringify(meaningOf(contribution));
    const known = first.get(meaning);
    if (known !== undefined) return [[contribution, known] as const];
    first.set(meaning, contribution);
    return [];
  });
}

const none: readonly never[] = [];
/** For so few lists, comparing all pairs is faster than a map. */
const fewLists = 4;

function haveSameMeaning(contributions: readonly Contribution[]): boolean {
  if (contributions.length < 2) return false;
  const meanings = contributions.map(meaningOf);
  return meanings.some((one, at) => meanings.some((other, index) => index > at && isSameList(one, other)));
}

/**
 * Includes the kind, because an ImageDigestMirrorSet that equals an ImageContentSourcePolicy is a migration
 * in progress.
 */
function meaningOf({ object, entry }: Contribution): readonly string[] {
  return [object.kind, effectivePolicy(entry), ...entry.mirrors];
}

/** Whether nodes try the previous mirrors in another order, or a new mirror before one of them. */
export function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const remaining = new Set(after);
  const kept = before.filter((mirror) => remaining.has(mirror));
  return !kept.every((mirror, index) => after[index] === mirror);
}
