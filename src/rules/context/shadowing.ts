import type { MatchingSources } from '../../model/index/matching-sources.ts';
import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { matchedLength } from '../../model/location/prefix-match.ts';
import type { MergedLists } from '../../model/merge/merged-sources.ts';

/**
 * A source with the next broader one, whose entry its pulls would use if it had none: only the most specific
 * entry counts (DOMAIN 7.2).
 */
export interface NestedSources {
  readonly inner: string;
  readonly outer: string;
}

/** Cost: proportional to the sources and the length of their names. */
export function findNestedSources(
  mirrorSets: MirrorSetsView,
  sources: readonly string[],
  matching: MatchingSources,
): readonly NestedSources[] {
  const pairs: NestedSources[] = [];
  for (const inner of sources) {
    const outer = mirrorSets.has(inner) ? matching.next(inner) : undefined;
    // After a port the mirrors of the broader source give no valid name, so nothing is shadowed (DOMAIN 7.5).
    if (outer !== undefined && inner.charAt(matchedLength(inner, outer)) !== ':')
      pairs.push({ inner, outer });
  }
  return pairs;
}

/** What a narrower source does to the mirrors of the broader one for some pulls. */
export type Shadowing =
  /** The broader source has none, or the narrower one names the same places. */
  | 'none'
  /** The narrower source has other mirrors. */
  | 'replaced'
  /** The narrower source has no mirrors for these pulls. */
  | 'hidden';

export function shadowingOf(
  { inner, outer }: NestedSources,
  pulls: 'digest' | 'tag',
  mirrorSets: MirrorSetsView,
): Shadowing {
  const broad = mirrorSets[pulls].get(outer);
  if (broad === undefined) return 'none';
  const narrow = mirrorSets[pulls].get(inner);
  if (narrow === undefined) return 'hidden';
  return isSamePlaces(broad, narrow, inner.slice(matchedLength(inner, outer))) ? 'none' : 'replaced';
}

/**
 * @param rest what follows the broad source in the narrow one, and so its mirrors in those of the narrow one
 */
function isSamePlaces(broad: MergedLists, narrow: MergedLists, rest: string): boolean {
  const [shorter, longer] = [broad.order.mirrors, narrow.order.mirrors];
  return (
    shorter.length === longer.length && shorter.every((mirror, index) => longer[index] === mirror + rest)
  );
}
