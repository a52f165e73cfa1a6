import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Comment } from './comments.ts';
import type { TextEdit } from './text-edit.ts';

/** A text with removals. A comment next to a removed value is kept on its own line. */
export interface CommentedText {
  readonly text: string;
  readonly comments: readonly Comment[];
  readonly lineBreak: '\n' | '\r\n';
}

/** Half-open. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/**
 * The edits that remove some elements of a list or fields of a mapping.
 *
 * @param positions in `container.items`
 * @returns undefined if the layout does not allow a safe removal
 */
export function removeChildren(
  source: CommentedText,
  container: YAMLMap | YAMLSeq,
  positions: ReadonlySet<number>,
): readonly TextEdit[] | undefined {
  const extents = container.items.map((child) => extentOf(source.text, container, child));
  if (!extents.every((extent) => extent !== undefined)) return undefined;
  if (positions.size === extents.length) return replaceAll(source, container, extents);
  const edits = [...positions].map((position) =>
    container.flow ? cutFlow(source, extents, position, positions) : cutBlock(source, extents, position),
  );
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

/** From the dash or the key to the end of the value. */
function extentOf(text: string, container: YAMLMap | YAMLSeq, child: unknown): Extent | undefined {
  if (isPair(child)) {
    const key = (child.key as Node).range;
    if (!key) return undefined;
    return { start: key[0], end: endOfPair(text, child, key[1]) };
  }
  const range = (child as Node).range;
  if (!range) return undefined;
  const end = contentEnd(child as Node);
  if (container.flow) return { start: range[0], end };
  const dash = skipBlanksBefore(text, range[0]) - 1;
  // If there is no dash, an anchor, a tag or a comment is between the dash and the value.
  return text[dash] === '-' ? { start: dash, end } : undefined;
}

function endOfPair(text: string, { value }: Pair, keyEnd: number): number {
  const node = value as Node | null;
  const end = node?.range ? contentEnd(node) : keyEnd;
  return end > keyEnd ? end : text.indexOf(':', keyEnd) + 1;
}

/**
 * The range of a block collection includes the blank lines after it; the range of its last value does not.
 */
function contentEnd(node: Node): number {
  const [start = 0, end = 0] = node.range ?? [];
  if (!isCollection(node) || node.flow) return end;
  const last: unknown = node.items.at(-1);
  const lastNode = isPair(last) ? ((last.value ?? last.key) as Node) : (last as Node | undefined);
  if (lastNode === undefined) return start;
  const lastEnd = contentEnd(lastNode);
  return isScalar(lastNode) && lastEnd === lastNode.range?.[0] ? end : lastEnd;
}

function commentsIn({ comments }: CommentedText, { start, end }: Extent): readonly Comment[] {
  return comments.filter((comment) => comment.start >= start && comment.start < end);
}

function cutBlock(source: CommentedText, extents: readonly Extent[], position: number): TextEdit | undefined {
  const { text } = source;
  const { start, end } = extents[position] as Extent;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  if (indent.trim() !== '') return cutSharedLine(source, extents, position, start - lineStart);

  const lineEnd = endOfLine(text, end);
  const extent = { start: lineStart, end: lineEnd };
  const kept = commentsIn(source, extent);
  if (!isOnlyComment(text.slice(end, lineEnd))) return undefined;
  if (kept.length > 0)
    return { ...extent, text: kept.map((comment) => `${indent}${comment.text}${source.lineBreak}`).join('') };
  return { ...extent, text: '' };
}

/** Removes the first field of a mapping in a list: the next field moves to the line of the dash. */
function cutSharedLine(
  source: CommentedText,
  extents: readonly Extent[],
  position: number,
  column: number,
): TextEdit | undefined {
  const { start } = extents[position] as Extent;
  const next = extents[position + 1];
  if (next === undefined) return undefined;
  const extent = { start, end: next.start };
  const kept = commentsIn(source, extent);
  return {
    ...extent,
    text: kept.map((comment) => `${comment.text}${source.lineBreak}${' '.repeat(column)}`).join(''),
  };
}

function cutFlow(
  source: CommentedText,
  extents: readonly Extent[],
  position: number,
  positions: ReadonlySet<number>,
): TextEdit | undefined {
  const { text } = source;
  const own = extents[position] as Extent;
  const before = extents[position - 1];
  // If all elements before this one are removed too, remove the separator after it instead.
  const goesWithNext =
    before === undefined || [...Array(position).keys()].every((index) => positions.has(index));
  const next = extents[position + 1];
  const extent = goesWithNext
    ? { start: own.start, end: next?.start ?? own.end }
    : { start: before.end, end: own.end };
  if (commentsIn(source, extent).length === 0) return { ...extent, text: '' };
  const comma = /^[ \t]*,/.exec(text.slice(own.end));
  return { start: own.start, end: own.end + (comma?.[0].length ?? 0), text: '' };
}

function replaceAll(
  source: CommentedText,
  container: YAMLMap | YAMLSeq,
  extents: readonly Extent[],
): readonly TextEdit[] | undefined {
  const [first] = extents;
  const last = extents.at(-1);
  if (first === undefined || last === undefined) return [];
  const empty = isMap(container) ? '{}' : '[]';
  const extent =
    container.flow && container.range
      ? { start: container.range[0], end: container.range[1] }
      : { start: first.start, end: last.end };
  if (commentsIn(source, extent).length > 0) return undefined;
  const before = skipBlanksBefore(source.text, extent.start);
  // An empty list moves to the line of its key, because a separate line would need more indentation.
  return [
    source.text[before - 1] === ':' && !container.flow
      ? { start: before, end: extent.end, text: ` ${empty}` }
      : { ...extent, text: empty },
  ];
}

function endOfLine(text: string, from: number): number {
  if (text[from - 1] === '\n') return from;
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at + 1;
}

function isOnlyComment(text: string): boolean {
  return /^[ \t]*(#.*)?\r?\n?$/.test(text);
}

/** The start of the blanks and line breaks before `at`. */
function skipBlanksBefore(text: string, at: number): number {
  let start = at;
  while (start > 0 && ' \t\r\n'.includes(text.charAt(start - 1))) start--;
  return start;
}
