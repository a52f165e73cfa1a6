import {
  effectivePolicy,
  hasRealMirror,
  type MirrorEntry,
  type MirrorSet,
  mirrorSetKinds,
  type ObjectRef,
} from '../mirror-set.ts';
import type { OperatorBehaviour } from '../operator-behaviour.ts';

/** One entry of one object, as it takes part in something that spans objects. */
export interface Contribution {
  readonly object: ObjectRef;
  readonly entry: MirrorEntry;
}

/** All mirror lists of one source, for one way of pulling. */
export interface SourceLists {
  readonly source: string;
  /** Never empty; each has a real mirror. */
  readonly contributions: readonly Contribution[];
  /** Whether any of them says NeverContactSource. */
  readonly never: boolean;
}

/** By source: lists for pulls by digest and for pulls by tag are merged apart. */
export interface CollectedLists {
  readonly digest: ReadonlyMap<string, SourceLists>;
  readonly tag: ReadonlyMap<string, SourceLists>;
}

/**
 * Gathers the lists of each source over all objects (DOMAIN 3.1). Entries without a real mirror are left out together with
 * their policy, as the operator leaves them out; kinds that the release does not read are ignored.
 */
export function collectMirrorLists(
  mirrorSets: readonly MirrorSet[],
  { readsKind }: OperatorBehaviour,
): CollectedLists {
  const collected = { digest: new Map<string, Contribution[]>(), tag: new Map<string, Contribution[]>() };
  for (const object of mirrorSets) {
    if (!readsKind[object.kind]) continue;
    const lists = collected[mirrorSetKinds[object.kind].pulls];
    for (const entry of object.entries) {
      if (!hasRealMirror(entry)) continue;
      const others = lists.get(entry.source);
      if (others === undefined) lists.set(entry.source, [{ object, entry }]);
      else others.push({ object, entry });
    }
  }
  return { digest: bySource(collected.digest), tag: bySource(collected.tag) };
}

function bySource(lists: ReadonlyMap<string, readonly Contribution[]>): Map<string, SourceLists> {
  const sources = new Map<string, SourceLists>();
  for (const [source, contributions] of lists) sources.set(source, sourceLists(source, contributions));
  return sources;
}

/** @param contributions entries of `source` that have a real mirror, all for the same way of pulling */
export function sourceLists(source: string, contributions: readonly Contribution[]): SourceLists {
  return {
    source,
    contributions,
    never: contributions.some(({ entry }) => effectivePolicy(entry) === 'NeverContactSource'),
  };
}
