import { formatFieldPath } from '../model/text/field-path.ts';
import type { AppliedMutation } from '../rules/mutations/index.ts';

const mirrorPath = /^(.*\.mirrors)\[(\d+)\]$/;

/**
 * Maps paths of the mutated object to paths of the object that the user wrote, because mutations can remove
 * earlier mirrors. The path of a removal refers to the original object. Cost: O(removals) to prepare, O(log
 * removals) per path.
 */
export function toOriginalPaths(mutations: readonly AppliedMutation[]): (path: string) => string {
  const removals = Map.groupBy(
    mutations.filter(({ op }) => op === 'remove'),
    ({ path }) => formatFieldPath(path.slice(0, -1)),
  );
  if (removals.size === 0) return (path) => path;
  const shifts = new Map([...removals].map(([list, removed]) => [list, toShifts(removed)]));
  return (path) => {
    const [, list = '', index = ''] = mirrorPath.exec(path) ?? [];
    const shift = shifts.get(list);
    return shift === undefined ? path : `${list}[${Number(index) + countUpTo(shift, Number(index))}]`;
  };
}

/** For each removal, in order: the first index in the shortened list that follows it. */
function toShifts(removed: readonly AppliedMutation[]): readonly number[] {
  const positions = removed.map(({ path }) => Number(path.at(-1))).sort((a, b) => a - b);
  return positions.map((position, earlier) => position - earlier);
}

/** Counts the sorted numbers that are at most `limit`. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
