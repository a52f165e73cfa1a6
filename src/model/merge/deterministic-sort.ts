import { sortByBytes } from '../text/byte-order.ts';

export interface SortedNodes {
  /** All distinct strings of the chains. */
  readonly order: readonly string[];
  /**
   * Strings that were added to the order although one of their predecessors was not: each time only cycles
   * remained, the smallest remaining string.
   */
  readonly breaks: readonly string[];
}

/**
 * Sorts strings topologically in the order of all chains, exactly as the operator does (DOMAIN 3.3). The sort
 * is breadth first, and strings that become free together are in byte order. If a cycle leaves no string
 * free, the smallest remaining string of the whole graph is next.
 *
 * Cost: O(strings + links), plus sorting the strings.
 *
 * @param chains each string of a chain precedes the next one
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

/** Decrements the counters of the successors and returns the nodes that became free. */
function release(successors: readonly number[], waitingFor: Uint32Array): number[] {
  return successors.filter((next) => {
    const left = (waitingFor[next] ?? 0) - 1;
    waitingFor[next] = left;
    return left === 0;
  });
}

/**
 * Numbers the names and links them. Each link counts once, even if several chains have it. A string linked to
 * itself never becomes free.
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
