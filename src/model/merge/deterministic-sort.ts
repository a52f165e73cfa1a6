import { sortByBytes } from '../text/byte-order.ts';

export interface SortedNodes {
  /** Every distinct string of the chains, once. */
  readonly order: readonly string[];
  /**
   * What was put out although something should have stood before it: the smallest string left, each time only
   * a cycle was left.
   */
  readonly breaks: readonly string[];
}

/**
 * Sorts strings in the order of all chains, if that is possible, and otherwise exactly as the operator does
 * (DOMAIN 3.3): breadth first, what becomes free together in byte order; where a cycle leaves nothing free,
 * the smallest string of the whole graph that is left.
 *
 * @param chains in each one, every string precedes the next one
 * Cost: O(strings + links), and sorting the strings.
 */
export function sortChains(chains: readonly (readonly string[])[]): SortedNodes {
  const names = sortByBytes([...new Set(chains.flat())]);
  const { successors, waitingFor } = link(names, chains);
  const used = new Uint8Array(names.length);
  const queue: number[] = [];
  const order: string[] = [];
  const breaks: string[] = [];
  for (let node = 0; node < names.length; node++) if (waitingFor[node] === 0) queue.push(node);

  for (let head = 0, cursor = 0; head < queue.length || cursor < names.length; ) {
    const isFree = head < queue.length;
    const node = (isFree ? queue[head++] : cursor++) as number;
    if (used[node] === 1) continue;
    used[node] = 1;
    const name = names[node] as string;
    order.push(name);
    if (!isFree) breaks.push(name);
    // Nodes are numbered in byte order.
    const freed = release(successors[node] ?? [], waitingFor).filter((next) => used[next] === 0);
    for (const next of freed.sort((a, b) => a - b)) queue.push(next);
  }
  return { order, breaks };
}

/** The nodes that wait for nothing else any more. */
function release(successors: readonly number[], waitingFor: Uint32Array): number[] {
  return successors.filter((next) => {
    const left = (waitingFor[next] ?? 0) - 1;
    waitingFor[next] = left;
    return left === 0;
  });
}

/**
 * Numbers for names; each link counts once, also when several chains have it. A string linked to itself never
 * becomes free.
 */
function link(names: readonly string[], chains: readonly (readonly string[])[]) {
  const numbers = new Map(names.map((name, number) => [name, number]));
  const successors: number[][] = names.map(() => []);
  const waitingFor = new Uint32Array(names.length);
  const known = new Set<number>();
  for (const chain of chains) {
    let before = -1;
    for (const name of chain) {
      const node = numbers.get(name) as number;
      const key = before * names.length + node;
      if (before !== -1 && !known.has(key)) {
        known.add(key);
        successors[before]?.push(node);
        waitingFor[node] = (waitingFor[node] ?? 0) + 1;
      }
      before = node;
    }
  }
  return { successors, waitingFor };
}
