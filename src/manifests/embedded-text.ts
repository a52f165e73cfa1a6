import { isScalar, type Node, type Scalar } from 'yaml';
import type { FieldPath } from '../model/text/field-path.ts';
import type { TextEdit } from './edit/text-edit.ts';
import { findNode } from './locate.ts';
import { type EmbeddedSource, type SourceDocument, type Span, textOf, toFileSpan } from './manifest.ts';

/** Maps offsets of a string value to offsets of the text that contains it, both in UTF-16 units. */
interface OffsetMap {
  toOuter(offset: number): number;
  /** Undefined if an edit of the string cannot be written as an edit of the outer text. */
  toOuterEdit(edit: TextEdit): TextEdit | undefined;
}

/**
 * The text of a string value in a document. The outer document is parsed at the first access to a position.
 */
export class EmbeddedText implements EmbeddedSource {
  readonly text: string;
  readonly isEncoded: boolean;
  private readonly outer: SourceDocument;
  private readonly path: FieldPath;
  private map: OffsetMap | undefined;

  /** @param text the value at the path, or its decoded form */
  constructor(outer: SourceDocument, path: FieldPath, text: string, { isEncoded = false } = {}) {
    this.outer = outer;
    this.path = path;
    this.text = text;
    this.isEncoded = isEncoded || (outer.embedded?.isEncoded ?? false);
  }

  get outermostPath(): FieldPath {
    return this.outer.embedded?.outermostPath ?? this.path;
  }

  toOuter({ start, end }: Span): Span {
    const { toOuter } = this.offsets();
    return { start: toOuter(start), end: toOuter(end) };
  }

  toFile(span: Span): Span {
    return toFileSpan(this.outer, this.toOuter(span));
  }

  toFileEdit(edit: TextEdit): TextEdit | undefined {
    const outer = this.offsets().toOuterEdit(edit);
    if (outer === undefined || this.outer.embedded === undefined) return outer;
    return this.outer.embedded.toFileEdit(outer);
  }

  private offsets(): OffsetMap {
    this.map ??= mapOffsets(textOf(this.outer), findNode(this.outer, this.path).node, this.text);
    return this.map;
  }
}

function mapOffsets(outer: string, node: Node | undefined, text: string): OffsetMap {
  if (!isScalar(node) || !node.range) return toOnePoint(0);
  const [start, end] = node.range;
  if (node.type === 'BLOCK_LITERAL') return mapBlock(outer, node as Scalar, text) ?? toOnePoint(start);
  if (node.type === 'QUOTE_DOUBLE') {
    const offsets = decodedOffsets(outer, start + 1, end - 1);
    if (offsets?.length === text.length + 1)
      return {
        toOuter: (at) => offsets[at] ?? end,
        toOuterEdit: (edit) => ({
          start: offsets[edit.start] ?? end,
          end: offsets[edit.end] ?? end,
          // Escapes of JSON are escapes of YAML.
          text: JSON.stringify(edit.text).slice(1, -1),
        }),
      };
  }
  if (node.type === 'QUOTE_SINGLE' && outer.slice(start + 1, end - 1) === text) return shiftBy(start + 1);
  return toOnePoint(start);
}

/** The map for a string that is written without escapes. */
function shiftBy(distance: number): OffsetMap {
  return {
    toOuter: (offset) => offset + distance,
    toOuterEdit: ({ start, end, text }) =>
      /['\n]/.test(text) ? undefined : { start: start + distance, end: end + distance, text },
  };
}

function toOnePoint(start: number): OffsetMap {
  return { toOuter: () => start, toOuterEdit: () => undefined };
}

/** The lines of a literal block are the indented lines of its value. */
function mapBlock(outer: string, node: Scalar, text: string): OffsetMap | undefined {
  const [start, end] = node.range as [number, number, number];
  const header = outer.indexOf('\n', start) + 1;
  if (header === 0) return undefined;
  const lineStarts = lineStartsOf(outer, header, Math.max(end, header));
  const inner = lineStartsOf(text, 0, text.length);
  const firstText = lineStarts.findIndex((at) => !/^[ \t]*\r?$/.test(lineAt(outer, at)));
  if (firstText === -1) return undefined;
  const indent =
    lineAt(outer, lineStarts[firstText] as number).search(/\S/) -
    lineAt(text, inner[firstText] ?? 0).search(/\S/);
  const indexOf = (offset: number) => inner.findLastIndex((at) => at <= offset);
  const toOuter = (offset: number) => {
    const line = Math.min(indexOf(offset), lineStarts.length - 1);
    return (lineStarts[line] as number) + indent + offset - (inner[line] as number);
  };
  const isAtLineStart = (offset: number) => inner.includes(offset) || offset === text.length;
  const toLineStart = (offset: number) =>
    offset === text.length ? end : (lineStarts[indexOf(offset)] as number);
  return {
    toOuter,
    toOuterEdit({ start: from, end: to, text: inserted }) {
      if (inserted.includes('\n')) return undefined;
      return isAtLineStart(from) && isAtLineStart(to) && inserted === ''
        ? { start: toLineStart(from), end: toLineStart(to), text: '' }
        : { start: toOuter(from), end: toOuter(to), text: inserted };
    },
  };
}

function lineStartsOf(text: string, start: number, end: number): readonly number[] {
  const starts = [start];
  for (let at = text.indexOf('\n', start); at !== -1 && at + 1 < end; at = text.indexOf('\n', at + 1))
    starts.push(at + 1);
  return starts;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.slice(start) : text.slice(start, end);
}

const lengthOfEscape: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/**
 * The offset of each decoded character of a quoted string on one line, and of its end. Undefined if the
 * string has several lines.
 */
function decodedOffsets(text: string, start: number, end: number): readonly number[] | undefined {
  const offsets: number[] = [];
  for (let at = start; at < end; ) {
    if (text[at] === '\n') return undefined;
    offsets.push(at);
    at += text[at] === '\\' ? (lengthOfEscape[text[at + 1] ?? ''] ?? 2) : 1;
  }
  return [...offsets, end];
}
