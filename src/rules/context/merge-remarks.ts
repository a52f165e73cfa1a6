import type { MirrorSetsFact } from '../../model/index/project-write.ts';
import type { MergedLists } from '../../model/merge/merged-sources.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { effectivePolicy, mirrorSetKinds } from '../../model/mirror-set.ts';
import { foundOnce } from '../found-once.ts';
import type { Subject } from '../subject.ts';
import { isOf } from './across-objects.ts';

/**
 * What there is to say about the merged order of one source, of these the gravest alone: it subsumes the others.
 *
 * - `source-early`: the nodes try the source before some mirror
 * - `contradiction`: lists contradict each other, and the operator decides
 * - `duplicate`: an entry says what another one says
 * - `order-change`: mirrors that were there before are tried in another order, or behind a new one
 * - `split`: several lists, merged without contradiction
 */
export type MergeRemarkKind = 'source-early' | 'contradiction' | 'duplicate' | 'order-change' | 'split';

export interface MergeRemark {
  readonly kind: MergeRemarkKind;
  readonly source: string;
  readonly before: MergedLists | undefined;
  readonly after: MergedLists;
}

/** The remarks of one kind on what a write does to the sources it touches. */
export function remarksOnMerge(
  kind: MergeRemarkKind,
  subject: Subject,
  fact: MirrorSetsFact,
): readonly MergeRemark[] {
  const remarks = allRemarks(fact, subject);
  return remarks.length === 0 ? remarks : remarks.filter((remark) => remark.kind === kind);
}

const allRemarks = foundOnce(
  ({ before, after, touched }: MirrorSetsFact, subject: Subject): readonly MergeRemark[] => {
    // The lists for pulls by digest and by tag are merged apart, and an object has to do with one of them.
    const { pulls } = mirrorSetKinds[subject.kind];
    const remarks: MergeRemark[] = [];
    for (const source of touched) {
      const merged = after[pulls].get(source);
      if (merged === undefined) continue;
      const remark = { source, before: before[pulls].get(source), after: merged };
      const kind = kindOf(remark, subject);
      if (kind !== undefined) remarks.push({ kind, ...remark });
    }
    return remarks;
  },
);

function kindOf({ before, after }: Omit<MergeRemark, 'kind'>, subject: Subject): MergeRemarkKind | undefined {
  const { order, contributions } = after;
  if (order.sourceAt !== undefined) return isOnlyListedHere(after, subject) ? undefined : 'source-early';
  // A mirror that a list has twice makes a cycle too, which need not turn anything round.
  if (order.overruled.length > 0) return 'contradiction';
  if (duplicatesOf(subject, contributions).length > 0) return 'duplicate';
  if (before !== undefined && isReordered(before.order.mirrors, order.mirrors)) return 'order-change';
  return isSplit(contributions) ? 'split' : undefined;
}

/** Lists that are all the same are one. */
function isSplit([first, ...others]: readonly Contribution[]): boolean {
  return first !== undefined && others.some(({ entry }) => !isSameList(entry.mirrors, first.entry.mirrors));
}

/** That the entry itself lists its source before other mirrors is a matter of one object, and a rule for one object tells it. */
function isOnlyListedHere({ order, contributions }: MergedLists, subject: Subject): boolean {
  return (
    order.cycleBreaks.length === 0 &&
    contributions.filter(({ entry }) => listsSourceEarly(entry)).every(isOf(subject))
  );
}

export function listsSourceEarly({ source, mirrors }: Contribution['entry']): boolean {
  const at = mirrors.indexOf(source);
  return at !== -1 && mirrors.slice(at + 1).some((mirror) => mirror !== source);
}

/** Each entry of the subject that says what an entry of another object says, or an earlier one of its own, with that one. */
export function duplicatesOf(
  subject: Subject,
  contributions: readonly Contribution[],
): readonly (readonly [Contribution, Contribution])[] {
  if (contributions.length <= fewLists && !haveSameMeaning(contributions)) return none;
  const isOwn = isOf(subject);
  const first = new Map<string, Contribution>();
  for (const contribution of contributions) {
    const meaning = JSON.stringify(meaningOf(contribution));
    if (!isOwn(contribution) && !first.has(meaning)) first.set(meaning, contribution);
  }
  return contributions.filter(isOwn).flatMap((contribution) => {
    const meaning = JSON.stringify(meaningOf(contribution));
    const known = first.get(meaning);
    if (known !== undefined) return [[contribution, known] as const];
    first.set(meaning, contribution);
    return [];
  });
}

const none: readonly never[] = [];
/** Up to here it is quicker to compare each with each than to write down what each means. */
const fewLists = 4;

function haveSameMeaning(contributions: readonly Contribution[]): boolean {
  if (contributions.length < 2) return false;
  const meanings = contributions.map(meaningOf);
  return meanings.some((one, at) => meanings.some((other, index) => index > at && isSameList(one, other)));
}

/** The kind is part of it: an ImageDigestMirrorSet beside an equal ImageContentSourcePolicy is a migration on its way. */
function meaningOf({ object, entry }: Contribution): readonly string[] {
  return [object.kind, effectivePolicy(entry), ...entry.mirrors];
}

export function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** Whether what was there before is tried in another order, or something new before some of it. */
function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const isThere = new Set(after);
  const kept = before.filter((mirror) => isThere.has(mirror));
  return !kept.every((mirror, index) => after[index] === mirror);
}
