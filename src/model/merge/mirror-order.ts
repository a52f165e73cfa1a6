import { type SortedNodes, sortChains } from './deterministic-sort.ts';

/** A pair of adjacent mirrors in a list that the merged order reverses. */
interface OverruledStep {
  readonly before: string;
  readonly after: string;
  /** Indices of the lists that have the pair. */
  readonly lists: readonly number[];
}

/** The order in which the nodes will try the mirrors of one source, with its causes. */
export interface MirrorOrder {
  /** In the order of registries.conf. Contains the source only if the nodes do not try it last. */
  readonly mirrors: readonly string[];
  /** Index of the source in `mirrors`; undefined if the nodes try it after all mirrors. */
  readonly sourceAt: number | undefined;
  /**
   * If the lists contradict each other, the strings that the operator placed first to break cycles, in that
   * order; otherwise empty.
   */
  readonly cycleBreaks: readonly string[];
  /**
   * Pairs that some list orders differently from the merged order; empty unless the lists contradict each
   * other. A pair can contain the source.
   */
  readonly overruled: readonly OverruledStep[];
}

/**
 * Merges the mirror lists of one source into the order that the nodes will try (DOMAIN 3.2, 3.3). The order
 * of `lists` does not matter.
 *
 * Cost: O(mirrors + links), plus sorting the mirrors.
 */
export function orderMirrors(source: string, lists: readonly (readonly string[])[]): MirrorOrder {
  const only = lists[0];
  if (only !== undefined && lists.length === 1 && isWithoutRepeats(only)) return inOrder(source, only, none);
  // The operator appends the source to every list that does not contain it.
  const chains = lists.map((list) => (list.includes(source) ? list : [...list, source]));
  const sorted = sortChains(chains);
  return inOrder(
    source,
    sorted.order,
    sorted.breaks,
    sorted.breaks.length === 0 ? [] : findOverruled(chains, sorted),
  );
}

const none: readonly never[] = [];

function inOrder(
  source: string,
  order: readonly string[],
  cycleBreaks: readonly string[],
  overruled: readonly OverruledStep[] = none,
): MirrorOrder {
  // The nodes always try the source last, so the operator removes it from the end, but not from other
  // positions.
  const mirrors = order.at(-1) === source ? order.slice(0, -1) : order;
  const at = mirrors.indexOf(source);
  return { mirrors, sourceAt: at === -1 ? undefined : at, cycleBreaks, overruled };
}

function findOverruled(chains: readonly (readonly string[])[], { order }: SortedNodes): OverruledStep[] {
  const place = new Map(order.map((name, index) => [name, index]));
  const steps = new Map<string, OverruledStep & { lists: number[] }>();
  for (const [index, chain] of chains.entries()) {
    for (let at = 1; at < chain.length; at++) {
      const before = chain[at - 1] as string;
      const after = chain[at] as string;
      if ((place.get(before) ?? 0) <= (place.get(after) ?? 0)) continue;
      const key = `${place.get(before)} ${place.get(after)}`;
      const known = steps.get(key);
      if (known === undefined) steps.set(key, { before, after, lists: [index] });
      else if (known.lists.at(-1) !== index) known.lists.push(index);
    }
  }
  return [...steps.values()];
}

/** Avoids a set for short lists, because most lists have two or three mirrors. */
export function isWithoutRepeats(list: readonly string[]): boolean {
  if (list.length > 8) return new Set(list).size === list.length;
  return list.every((mirror, index) => list.indexOf(mirror) === index);
}
