import type { MergedSource } from '../files/registries.ts';
import type { CollectedLists, SourceLists } from './mirror-lists.ts';
import { type MirrorOrder, orderMirrors } from './mirror-order.ts';

/** One source after the merge, with the entries it was made of. */
export interface MergedLists extends MergedSource, SourceLists {
  /** `overruled[].lists` are indices in `contributions`. */
  readonly order: MirrorOrder;
}

export interface MergedSources {
  readonly digest: ReadonlyMap<string, MergedLists>;
  readonly tag: ReadonlyMap<string, MergedLists>;
}

export function mergeLists(lists: SourceLists): MergedLists {
  const { source, contributions, never } = lists;
  const order = orderMirrors(
    source,
    contributions.map(({ entry }) => entry.mirrors),
  );
  return { source, contributions, never, order };
}

export function mergeAll({ digest, tag }: CollectedLists): MergedSources {
  return { digest: mergeEach(digest), tag: mergeEach(tag) };
}

function mergeEach(sources: ReadonlyMap<string, SourceLists>): Map<string, MergedLists> {
  const merged = new Map<string, MergedLists>();
  for (const [source, lists] of sources) merged.set(source, mergeLists(lists));
  return merged;
}
