import { formatFieldPath } from '../model/text/field-path.ts';
import type { Repair } from '../rules/mutations/index.ts';

const mirrorPath = /^(.*\.mirrors)\[(\d+)\]$/;

/**
 * From places in the repaired object to places in the object that the admin wrote: repairs may have removed mirrors before them.
 * A removal's path is that of the object as it came. Cost: O(removals) to prepare, O(log removals) a path.
 */
export function pathsBeforeRepair(repairs: readonly Repair[]): (path: string) => string {
  const removals = Map.groupBy(
    repairs.filter(({ op }) => op === 'remove'),
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

/** For each removal, in order: the first index of the shortened list that stands behind it. */
function toShifts(removed: readonly Repair[]): readonly number[] {
  const positions = removed.map(({ path }) => Number(path.at(-1))).sort((a, b) => a - b);
  return positions.map((position, earlier) => position - earlier);
}

/** How many of the sorted numbers are at most `limit`. */
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
