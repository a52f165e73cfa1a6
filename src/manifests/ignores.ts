import type { SourceFile } from './source-file.ts';

/** The key of the annotation and the start of the comment. */
export const ignoreKey = 'mirrorguard.io/ignore';

/** Rules whose findings a file or an object ignores. */
export interface Ignore {
  readonly rules: readonly string[];
  /** Empty if it is missing. */
  readonly reason: string;
  /** The line of the comment or annotation; starts at 1. */
  readonly line: number;
  /** The lines that it applies to, both included. */
  readonly from: number;
  readonly to: number;
}

/** `rule[,rule] reason`; separators before the reason are optional. */
export function parseIgnore(value: string): Pick<Ignore, 'rules' | 'reason'> {
  const [, ids = '', rest = ''] = /^\s*([a-z][a-z0-9-]*(?:\s*,\s*[a-z][a-z0-9-]*)*)?(.*)$/s.exec(value) ?? [];
  const rules = ids.split(',').map((id) => id.trim());
  return { rules: rules.filter((id) => id !== ''), reason: rest.replace(/^[\s:;#(–—-]+|[\s)]+$/g, '') };
}

/**
 * Finds the comments `# mirrorguard.io/ignore: rule[,rule] reason` of a YAML file. A comment after a value
 * applies to its line. A comment on a separate line applies to the next field or list item with everything
 * below it. Before the first field of a document, it applies to the whole document.
 */
export function findIgnoreComments({ text }: SourceFile): readonly Ignore[] {
  if (!text.includes(ignoreKey)) return [];
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index): readonly Ignore[] => {
    const [, before = '', value] = /^(|.*\s)#\s*mirrorguard\.io\/ignore:(.*)$/.exec(line) ?? [];
    if (value === undefined) return [];
    const lineNumber = index + 1;
    const scope = before.trim() === '' ? scopeBelow(lines, index) : { from: lineNumber, to: lineNumber };
    return [{ ...parseIgnore(value), line: lineNumber, ...scope }];
  });
}

const isContent = (line: string) => !/^\s*(#|$)/.test(line);
const isMarker = (line: string) => /^(---|\.\.\.)(\s|$)/.test(line);
const indentOf = (line: string) => line.search(/\S/);

function scopeBelow(lines: readonly string[], comment: number): Pick<Ignore, 'from' | 'to'> {
  const start = lines.findIndex((line, index) => index > comment && isContent(line));
  if (start === -1) return { from: comment + 1, to: comment + 1 };
  const first = lines[start] ?? '';
  const last = isFirstOfDocument(lines, comment)
    ? lines.findIndex((line, index) => index > start && isMarker(line))
    : lines.findIndex((line, index) => index > start && isContent(line) && !isBelow(line, first));
  return { from: start + 1, to: last === -1 ? lines.length : last };
}

function isFirstOfDocument(lines: readonly string[], comment: number): boolean {
  const above = lines.slice(0, comment).findLast(isContent);
  return above === undefined || isMarker(above);
}

/** The items of a list may have the indentation of its field. */
function isBelow(line: string, first: string): boolean {
  const [indent, firstIndent] = [indentOf(line), indentOf(first)];
  if (indent !== firstIndent) return indent > firstIndent;
  return /^\s*-(\s|$)/.test(line) && !/^\s*-(\s|$)/.test(first);
}
