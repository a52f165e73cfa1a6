import type { MergedSource } from '../files/registries.ts';
import type { SourceLists } from './mirror-lists.ts';
import { type MirrorOrder, orderMirrors } from './mirror-order.ts';

/** One source after the merge, with the entries that were merged. */
export interface MergedLists extends MergedSource, SourceLists {
  /** `overruled[].lists` are indices in `contributions`. */
  readonly order: MirrorOrder;
}

export function mergeLists(lists: SourceLists): MergedLists {
  const { source, contributions, never } = lists;
  const order = orderMirrors(
    source,
    contributions.map(({ entry }) => entry.mirrors),
  );
  return { source, contributions, never, order };
}
