import { type SortedNodes, sortChains } from './deterministic-sort.ts';

/** One step of a mirror list that the merged order turns round. */
interface OverruledStep {
  readonly before: string;
  readonly after: string;
  /** Which lists have it, by their index. */
  readonly lists: readonly number[];
}

/** The order in which the nodes will try the mirrors of one source, and why. */
export interface MirrorOrder {
  /** As registries.conf has them. The source itself is among them only where it is not tried last. */
  readonly mirrors: readonly string[];
  /** Index of the source in `mirrors`; undefined where it is tried last, after all of them. */
  readonly sourceAt: number | undefined;
  /**
   * Where the lists contradict each other, the strings that the operator put first to go on, in that order;
   * otherwise empty.
   */
  readonly cycleBreaks: readonly string[];
  /**
   * Steps that some list has and the order has not; empty unless the lists contradict each other. The source
   * may be in them.
   */
  readonly overruled: readonly OverruledStep[];
}

/**
 * Merges the mirror lists of one source into the order the nodes will try (DOMAIN 3.2, 3.3). The order of
 * `lists` does not matter.
 *
 * Cost: O(mirrors + links) apart from sorting the mirrors.
 */
export function orderMirrors(source: string, lists: readonly (readonly string[])[]): MirrorOrder {
  const only = lists[0];
  if (only !== undefined && lists.length === 1 && isWithoutRepeats(only)) return inOrder(source, only, none);
  // Every list that does not name the source ends with it.
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
  // The nodes try the source last anyway, so the operator leaves it out there, and only there.
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

/** Quick for the two or three mirrors that most lists have. */
export function isWithoutRepeats(list: readonly string[]): boolean {
  if (list.length > 8) return new Set(list).size === list.length;
  return list.every((mirror, index) => list.indexOf(mirror) === index);
}
