/** A line of the old text, of the new, or of both; line ends included. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond so many differing lines the shortest script is not worth its time: everything between is replaced. */
const mostDifferences = 2000;

/** A shortest way from one list of lines to another (Myers); removals before additions. Cost: O(lines + differences²). */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before.at(-1 - tail) === after.at(-1 - tail)
  )
    tail++;
  const middle = diffMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [
    ...marked(before.slice(0, head), 'same'),
    ...middle,
    ...marked(before.slice(before.length - tail), 'same'),
  ];
}

function marked(lines: readonly string[], kind: DiffLine['kind']): readonly DiffLine[] {
  return lines.map((text) => ({ kind, text }));
}

function diffMiddle(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const trace = findTrace(before, after);
  return trace === undefined
    ? [...marked(before, 'removed'), ...marked(after, 'added')]
    : followBack(before, after, trace);
}

/** The furthest positions in `before` on each diagonal, for every number of differences up to the one that reaches the end. */
function findTrace(before: readonly string[], after: readonly string[]): readonly Int32Array[] | undefined {
  const limit = Math.min(before.length + after.length, mostDifferences);
  const furthest = new Int32Array(2 * limit + 3);
  const trace: Int32Array[] = [];
  for (let differences = 0; differences <= limit; differences++) {
    trace.push(furthest.slice(limit - differences, limit + differences + 3));
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      const at = diagonal + limit + 1;
      const comesDown = isFromAbove(furthest, at, diagonal, differences);
      let x = comesDown ? (furthest[at + 1] ?? 0) : (furthest[at - 1] ?? 0) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      furthest[at] = x;
      if (x >= before.length && x - diagonal >= after.length) return trace;
    }
  }
  return undefined;
}

/** Whether the best way onto this diagonal is an addition. */
function isFromAbove(furthest: Int32Array, at: number, diagonal: number, differences: number): boolean {
  if (diagonal === -differences) return true;
  return diagonal !== differences && (furthest[at - 1] ?? 0) < (furthest[at + 1] ?? 0);
}

function followBack(
  before: readonly string[],
  after: readonly string[],
  trace: readonly Int32Array[],
): readonly DiffLine[] {
  const reversed: DiffLine[] = [];
  let x = before.length;
  let y = after.length;
  for (let differences = trace.length - 1; differences >= 0; differences--) {
    const furthest = trace[differences] as Int32Array;
    const diagonal = x - y;
    const at = diagonal + differences + 1;
    const comesDown = isFromAbove(furthest, at, diagonal, differences);
    const fromDiagonal = comesDown ? diagonal + 1 : diagonal - 1;
    const fromX = furthest[fromDiagonal + differences + 1] ?? 0;
    const fromY = fromX - fromDiagonal;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      reversed.push({ kind: 'same', text: before[--x] ?? '' });
      y--;
    }
    if (differences === 0) break;
    if (comesDown) reversed.push({ kind: 'added', text: after[--y] ?? '' });
    else reversed.push({ kind: 'removed', text: before[--x] ?? '' });
  }
  return reversed.reverse();
}
