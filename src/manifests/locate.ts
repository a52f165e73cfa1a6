import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { FieldPath } from '../model/text/field-path.ts';
import type { SourcePosition } from '../model/text/source-position.ts';
import {
  type Manifest,
  pathInDocument,
  type SourceDocument,
  type Span,
  textOf,
  toFileSpan,
} from './manifest.ts';
import type { SourceFile } from './source-file.ts';

/** A node of the tree, with its key if it is a value of a mapping. */
export interface FoundNode {
  readonly node: Node | undefined;
  readonly pair?: Pair;
  /** Whether the whole path exists; otherwise the node is the nearest existing parent. */
  readonly isExact: boolean;
}

/**
 * The place of a field in its file: the value of a scalar, the key of a mapping or list. A missing field has
 * the place of its nearest existing parent.
 */
export function locate(manifest: Manifest, path: FieldPath): SourcePosition {
  return locateIn(manifest.document, pathInDocument(manifest, path));
}

/** Like `locate`, for a field of a document. */
export function locateIn(document: SourceDocument, path: FieldPath): SourcePosition {
  return positionIn(document, spanOf(textOf(document), findNode(document, path)));
}

/** @param span in the text of the document */
export function positionIn(document: SourceDocument, span: Span): SourcePosition {
  const position = toPosition(document.file, toFileSpan(document, span));
  return document.embedded?.isEncoded === true ? { ...position, sourceLine: '' } : position;
}

/** Follows a path through mappings, lists, aliases and merged mappings. */
export function findNode(document: SourceDocument, path: FieldPath): FoundNode {
  let found: FoundNode = { node: document.tree.contents ?? undefined, isExact: true };
  for (const step of path) {
    const next = childOf(document, found.node, step);
    if (next === undefined) return { ...found, isExact: false };
    found = next;
  }
  return found;
}

function childOf(
  document: SourceDocument,
  parent: Node | undefined,
  step: string | number,
): FoundNode | undefined {
  const node = resolve(document, parent);
  if (isSeq(node)) {
    const child = typeof step === 'number' ? node.items[step] : undefined;
    return child === undefined || isPair(child) ? undefined : { node: child as Node, isExact: true };
  }
  if (!isMap(node)) return undefined;
  const pair = pairOf(document, node.items, String(step));
  return pair === undefined
    ? undefined
    : { node: (pair.value ?? undefined) as Node | undefined, pair, isExact: true };
}

function pairOf(document: SourceDocument, pairs: readonly Pair[], key: string): Pair | undefined {
  const own = pairs.find(
    (pair) => isScalar(pair.key) && typeof pair.key.value !== 'symbol' && String(pair.key.value) === key,
  );
  if (own !== undefined) return own;
  for (const map of mergedMaps(document, pairs)) {
    const inherited = pairOf(document, map.items, key);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

/** The mappings that `<<` keys merge, in order of precedence. */
function* mergedMaps(document: SourceDocument, pairs: readonly Pair[]): Iterable<YAMLMap<unknown, unknown>> {
  for (const { key, value } of pairs) {
    if (!isScalar(key) || (key.value !== '<<' && typeof key.value !== 'symbol')) continue;
    const merged = resolve(document, value as Node | undefined);
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const map = resolve(document, source as Node | undefined);
      if (isMap(map)) yield map;
    }
  }
}

function resolve(document: SourceDocument, node: Node | undefined): Node | undefined {
  return isAlias(node) ? node.resolve(document.tree) : node;
}

function spanOf(text: string, { node, pair, isExact }: FoundNode): Span {
  const value = rangeOf(node);
  if (isExact && value !== undefined && value.end > value.start && (isScalar(node) || isAlias(node)))
    return firstLineOf(text, value);
  const key = pair === undefined ? undefined : rangeOf(pair.key as Node);
  return firstLineOf(text, key ?? value ?? { start: 0, end: 0 });
}

function rangeOf(node: Node | undefined): Span | undefined {
  return node?.range ? { start: node.range[0], end: node.range[1] } : undefined;
}

/** The first line without trailing blanks. */
function firstLineOf(text: string, { start, end }: Span): Span {
  const lineBreak = text.indexOf('\n', start);
  let last = lineBreak === -1 || lineBreak > end ? end : lineBreak;
  while (last > start && ' \t\r\n'.includes(text.charAt(last - 1))) last--;
  return { start, end: last };
}

function toPosition(file: SourceFile, { start, end }: Span): SourcePosition {
  const from = file.lines.linePos(start);
  const line = Math.max(from.line, 1);
  const lineStart = file.lines.lineStarts[line - 1] ?? 0;
  const lineEnd = file.lines.lineStarts[line] ?? file.text.length;
  const column = start - lineStart + 1;
  return {
    file: file.name,
    line,
    column,
    endColumn: Math.max(column + (end - start), column + 1),
    sourceLine: file.text.slice(lineStart, lineEnd).replace(/\r?\n$/, ''),
  };
}
