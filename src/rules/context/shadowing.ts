import type { MatchingSources } from '../../model/index/matching-sources.ts';
import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { matchedLength } from '../../model/location/prefix-match.ts';

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
    if (outer !== undefined && isBroaderSource(outer, inner)) pairs.push({ inner, outer });
  }
  return pairs;
}

/**
 * Whether the entry of a matching source would serve pulls of the inner source. If the inner source only adds
 * a port, the mirrors of the broader source give no valid name, so nothing is shadowed (DOMAIN 7.5).
 */
export function isBroaderSource(outer: string, inner: string): boolean {
  return inner.charAt(matchedLength(inner, outer)) !== ':';
}

/** The effect of a narrower source on the mirrors of the broader one, for one kind of pull. */
export type Shadowing =
  /** The broader source has no mirrors, or the narrower one names the same locations. */
  | 'none'
  /** The narrower source has other mirrors. */
  | 'replaced'
  /** The narrower source has no mirrors for these pulls. */
  | 'hidden';

/** @param mirrorsOf the mirrors of a source for these pulls; undefined if it has none */
export function shadowingOf(
  { inner, outer }: NestedSources,
  mirrorsOf: (source: string) => readonly string[] | undefined,
): Shadowing {
  const broad = mirrorsOf(outer);
  if (broad === undefined) return 'none';
  const narrow = mirrorsOf(inner);
  if (narrow === undefined) return 'hidden';
  return isSamePlaces(broad, narrow, inner.slice(matchedLength(inner, outer))) ? 'none' : 'replaced';
}

/**
 * @param rest the path of the narrow source below the broad one; equal locations have the same path below the
 * broad mirrors
 */
function isSamePlaces(broad: readonly string[], narrow: readonly string[], rest: string): boolean {
  return broad.length === narrow.length && broad.every((mirror, index) => narrow[index] === mirror + rest);
}
