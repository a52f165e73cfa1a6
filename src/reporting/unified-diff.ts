import type { Palette } from './colour.ts';
import { type DiffLine, diffLines } from './diff-lines.ts';

const contextLines = 3;

export interface DiffedText {
  /** As it stands behind `---` or `+++`. */
  readonly name: string;
  readonly text: string;
}

/** A unified diff that `patch` and `git apply` accept; empty when the texts are the same. */
export function unifiedDiff(before: DiffedText, after: DiffedText, palette: Palette): string {
  if (before.text === after.text) return '';
  const hunks = toHunks(diffLines(splitLines(before.text), splitLines(after.text)));
  const head = `${palette.strong(`--- ${before.name}`)}\n${palette.strong(`+++ ${after.name}`)}\n`;
  return head + hunks.map((hunk) => formatHunk(hunk, palette)).join('');
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly DiffLine[];
}

function toHunks(lines: readonly DiffLine[]): readonly Hunk[] {
  const changed = lines.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  const ranges: { start: number; end: number }[] = [];
  for (const index of changed) {
    const last = ranges.at(-1);
    if (last !== undefined && index - contextLines <= last.end) last.end = index + contextLines + 1;
    else ranges.push({ start: Math.max(0, index - contextLines), end: index + contextLines + 1 });
  }
  let [passed, oldStart, newStart] = [0, 0, 0];
  return ranges.map(({ start, end }) => {
    const between = lines.slice(passed, start);
    oldStart += countLines(between, 'added');
    newStart += countLines(between, 'removed');
    passed = start;
    return { oldStart, newStart, lines: lines.slice(start, end) };
  });
}

/** Lines of one side: all but those that only the other has. */
function countLines(lines: readonly DiffLine[], except: DiffLine['kind']): number {
  return lines.filter(({ kind }) => kind !== except).length;
}

function formatHunk({ oldStart, newStart, lines }: Hunk, palette: Palette): string {
  const range = (start: number, length: number) =>
    `${length === 0 ? start : start + 1}${length === 1 ? '' : `,${length}`}`;
  const head = `@@ -${range(oldStart, countLines(lines, 'added'))} +${range(newStart, countLines(lines, 'removed'))} @@`;
  return `${palette.faint(head)}\n${lines.map((line) => formatLine(line, palette)).join('')}`;
}

function formatLine({ kind, text }: DiffLine, palette: Palette): string {
  const sign = kind === 'same' ? ' ' : kind === 'added' ? '+' : '-';
  const mark =
    kind === 'added' ? palette.added : kind === 'removed' ? palette.removed : (same: string) => same;
  const hasLineEnd = text.endsWith('\n');
  const line = mark(`${sign}${hasLineEnd ? text.slice(0, -1) : text}`);
  return hasLineEnd ? `${line}\n` : `${line}\n\\ No newline at end of file\n`;
}
