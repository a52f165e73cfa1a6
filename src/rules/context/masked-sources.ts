import { MatchingSources } from '../../model/index/matching-sources.ts';
import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import type { MirrorSetsFact } from '../../model/index/project-write.ts';
import { matchedLength } from '../../model/location/prefix-match.ts';
import type { MergedLists } from '../../model/merge/merged-sources.ts';
import { foundOnce } from '../found-once.ts';

/** A source with the next broader one, whose entry pulls below `inner` would use if `inner` had none: the most specific alone counts (DOMAIN 7.2). */
export interface NestedSources {
  readonly inner: string;
  readonly outer: string;
}

/**
 * Every such pair that a write may have made or changed. Cost: proportional to the touched sources and what lies below them.
 */
export const nestedSourcesTouched = foundOnce(
  ({ after, touched }: MirrorSetsFact): readonly NestedSources[] => {
    const matching = new MatchingSources(after);
    const pairs = new Map<string, NestedSources>();
    for (const source of touched) {
      const outer = outerOf(source, matching.next(source));
      if (outer !== undefined) pairs.set(source, { inner: source, outer });
      // Where the touched source is gone, the next broader one takes its place; where another stands in between, nothing has changed.
      const isThere = after.has(source);
      for (const inner of after.sourcesNextBelow(source)) {
        const around = outerOf(inner, matching.next(inner));
        if (around !== undefined && (around === source || !isThere))
          pairs.set(inner, { inner, outer: around });
      }
    }
    return [...pairs.values()];
  },
);

/** Where a port follows the outer source its mirrors would make no valid name, so that nothing is lost (DOMAIN 7.5). */
export function outerSourceOf(source: string, view: MirrorSetsView): string | undefined {
  return outerOf(source, view.sourceBehind(source));
}

/** @param next the next broader source that matches */
function outerOf(source: string, next: string | undefined): string | undefined {
  return next === undefined || source.charAt(matchedLength(source, next)) === ':' ? undefined : next;
}

export type Pulls = 'digest' | 'tag';

export const bothPulls: readonly Pulls[] = ['digest', 'tag'];

/** How the inner source stands to the mirrors that the outer one has for some pulls. */
export type Masking =
  /** The outer source has none, or the inner one names the same places. */
  | 'nothing-hidden'
  /** The inner source has other mirrors. */
  | 'replaced'
  /** The inner source has none for these pulls. */
  | 'hidden';

function maskingOf({ inner, outer }: NestedSources, pulls: Pulls, view: MirrorSetsView): Masking {
  const broad = view[pulls].get(outer);
  if (broad === undefined || !view.has(inner)) return 'nothing-hidden';
  const narrow = view[pulls].get(inner);
  if (narrow === undefined) return 'hidden';
  return isSamePlaces(broad, narrow, inner.slice(matchedLength(inner, outer)))
    ? 'nothing-hidden'
    : 'replaced';
}

/** @param rest what follows the broad source in the narrow one, and so its mirrors in those of the other */
function isSamePlaces(broad: MergedLists, narrow: MergedLists, rest: string): boolean {
  const [shorter, longer] = [broad.order.mirrors, narrow.order.mirrors];
  return (
    shorter.length === longer.length &&
    shorter.every((mirror, index) => isJoined(longer[index] as string, mirror, rest))
  );
}

function isJoined(text: string, beginning: string, rest: string): boolean {
  return text.length === beginning.length + rest.length && text.startsWith(beginning) && text.endsWith(rest);
}

/** The pairs in which the write makes the inner source stand so to the mirrors that the outer one has for some pulls. */
export function newlyMasked(
  fact: MirrorSetsFact,
  pulls: Pulls,
  masking: Exclude<Masking, 'nothing-hidden'>,
): readonly NestedSources[] {
  const wasSo = (pair: NestedSources) =>
    outerSourceOf(pair.inner, fact.before) === pair.outer && maskingOf(pair, pulls, fact.before) === masking;
  const now = maskingsAfter(fact)[pulls];
  return nestedSourcesTouched(fact).filter((pair, at) => now[at] === masking && !wasSo(pair));
}

/** Of each pair. */
const maskingsAfter = foundOnce((fact: MirrorSetsFact): Readonly<Record<Pulls, readonly Masking[]>> => {
  const nested = nestedSourcesTouched(fact);
  const findAll = (pulls: Pulls) => nested.map((pair) => maskingOf(pair, pulls, fact.after));
  return { digest: findAll('digest'), tag: findAll('tag') };
});

/** Whether a source may not be contacted, by any entry of it with a mirror. */
export function isNeverContacted(source: string, { digest, tag }: MirrorSetsView): boolean {
  return digest.get(source)?.never === true || tag.get(source)?.never === true;
}

const none: readonly never[] = [];

/** Entries of a source for either way of pulling. */
export function contributionsOf(
  source: string,
  { digest, tag }: MirrorSetsView,
): MergedLists['contributions'] {
  const [ofDigests = none, ofTags = none] = [
    digest.get(source)?.contributions,
    tag.get(source)?.contributions,
  ];
  if (ofTags.length === 0) return ofDigests;
  return ofDigests.length === 0 ? ofTags : [...ofDigests, ...ofTags];
}
