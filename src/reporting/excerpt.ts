import type { SourcePosition } from '../model/text/source-position.ts';
import type { Palette } from './color.ts';
import { printable } from './printable.ts';

const widest = 120;
const contextBefore = 40;

/**
 * The source line with carets under the value, followed by the path. Shortens very long lines around the
 * value. For an empty line, only the path.
 */
export function excerpt(
  position: SourcePosition,
  path: string,
  mark: (text: string) => string,
  palette: Palette,
): string {
  const gutter = String(position.line).padStart(6);
  if (position.sourceLine === '')
    return path === ''
      ? ''
      : `${palette.faint(`${' '.repeat(gutter.length)} |`)} ${palette.faint(printable(path))}\n`;
  const { text, column } = shorten(printable(position.sourceLine), position.column);
  const length = Math.max(1, Math.min(position.endColumn - position.column, text.length - column + 1));
  const label = path === '' ? '' : ` ${palette.faint(printable(path))}`;
  const carets = `${' '.repeat(column - 1)}${mark('^'.repeat(length))}${label}`;
  const margin = palette.faint(`${' '.repeat(gutter.length)} |`);
  return `${palette.faint(`${gutter} |`)} ${text}\n${margin} ${carets}\n`;
}

function shorten(line: string, column: number): { readonly text: string; readonly column: number } {
  if (line.length <= widest) return { text: line, column };
  const start = Math.max(0, column - 1 - contextBefore);
  const before = start > 0 ? '…' : '';
  const after = start + widest < line.length ? '…' : '';
  return { text: before + line.slice(start, start + widest) + after, column: column - start + before.length };
}
