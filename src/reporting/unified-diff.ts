import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from 'diff';
import type { Palette } from './color.ts';

export interface NamedText {
  /** The name after `---` or `+++`. */
  readonly name: string;
  readonly text: string;
}

/** The time grows with the square of the edit length; beyond this limit, one hunk replaces the whole text. */
const maxEditLength = 2000;

/**
 * A unified diff that `patch` and `git apply` accept; empty if the texts are equal.
 *
 * @param context unchanged lines around each change; with 0, `git apply` needs --unidiff-zero
 */
export function unifiedDiff(
  before: NamedText,
  after: NamedText,
  palette: Palette,
  { context = 3 }: { readonly context?: number } = {},
): string {
  if (before.text === after.text) return '';
  const patch =
    structuredPatch(before.name, after.name, before.text, after.text, undefined, undefined, {
      context,
      maxEditLength,
    }) ?? replaceAll(before, after);
  const [oldName = '', newName = '', ...lines] = formatPatch(patch, FILE_HEADERS_ONLY).split('\n');
  const colored = lines.map((line) => color(line, palette));
  return [palette.strong(oldName), palette.strong(newName), ...colored].join('\n');
}

function replaceAll(before: NamedText, after: NamedText): StructuredPatch {
  const removal = structuredPatch(before.name, after.name, before.text, '');
  const addition = structuredPatch(before.name, after.name, '', after.text);
  const [removed] = removal.hunks;
  const [added] = addition.hunks;
  if (removed === undefined) return addition;
  if (added === undefined) return removal;
  const { newStart, newLines } = added;
  return {
    ...removal,
    hunks: [{ ...removed, newStart, newLines, lines: [...removed.lines, ...added.lines] }],
  };
}

function color(line: string, { faint, added, removed }: Palette): string {
  if (line.startsWith('@@')) return faint(line);
  if (line.startsWith('+')) return added(line);
  return line.startsWith('-') ? removed(line) : line;
}
