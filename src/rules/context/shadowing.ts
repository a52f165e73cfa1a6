import type { MatchingSources } from '../../model/index/matching-sources.ts';
import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { matchedLength } from '../../model/location/prefix-match.ts';
import type { MergedLists } from '../../model/merge/merged-sources.ts';

/**
 * A source and the next broader source, whose entry would match its pulls otherwise: only the most specific
 * entry applies (DOMAIN 7.2).
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
    // If the inner source only adds a port, the mirrors of the broader source give no valid name, so nothing
    // is shadowed (DOMAIN 7.5).
    if (outer !== undefined && inner.charAt(matchedLength(inner, outer)) !== ':')
      pairs.push({ inner, outer });
  }
  return pairs;
}

/** The effect of a narrower source on the mirrors of the broader one, for one kind of pull. */
export type Shadowing =
  /** The broader source has no mirrors, or the narrower one names the same locations. */
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
 * @param rest the path of the narrow source below the broad one; equal locations have the same path below the
 * broad mirrors
 */
function isSamePlaces(broad: MergedLists, narrow: MergedLists, rest: string): boolean {
  const [shorter, longer] = [broad.order.mirrors, narrow.order.mirrors];
  return (
    shorter.length === longer.length && shorter.every((mirror, index) => longer[index] === mirror + rest)
  );
}
