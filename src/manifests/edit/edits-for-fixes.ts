import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { type FieldPath, formatFieldPath } from '../../model/text/field-path.ts';
import type { AppliedMutation } from '../../rules/mutations/index.ts';
import { findNode } from '../locate.ts';
import { type Manifest, pathInDocument } from '../manifest.ts';
import { type CommentedText, removeChildren } from './removal.ts';
import { scalarText } from './scalar-text.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * Mutations of an object as edits of its text.
 *
 * @returns undefined if the layout does not allow one of them
 */
export function editsForFixes(
  source: CommentedText,
  manifest: Manifest,
  mutations: readonly AppliedMutation[],
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  const removals = new Map<string, { readonly parent: FieldPath; readonly steps: (string | number)[] }>();
  for (const { path, value } of lastReplacements(mutations)) {
    const edit = replaceScalar(source, manifest, path, value);
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  for (const { op, path } of mutations) {
    const step = path.at(-1);
    if (op !== 'remove' || step === undefined) continue;
    const parent = path.slice(0, -1);
    const key = formatFieldPath(parent);
    const group = removals.get(key) ?? { parent, steps: [] };
    group.steps.push(step);
    removals.set(key, group);
  }
  for (const { parent, steps } of removals.values()) {
    const removed = removeSteps(source, manifest, parent, steps);
    if (removed === undefined) return undefined;
    edits.push(...removed);
  }
  return edits;
}

/** Only the last of several changes to a value counts. */
function lastReplacements(
  mutations: readonly AppliedMutation[],
): Iterable<{ readonly path: FieldPath; readonly value: string }> {
  const last = new Map<string, { readonly path: FieldPath; readonly value: string }>();
  for (const { op, path, after } of mutations) {
    if (op === 'replace' && typeof after === 'string')
      last.set(formatFieldPath(path), { path, value: after });
  }
  return last.values();
}

function replaceScalar(
  { text }: CommentedText,
  manifest: Manifest,
  path: FieldPath,
  value: string,
): TextEdit | undefined {
  const { document } = manifest;
  const { node } = findNode(document, pathInDocument(manifest, path));
  const scalar = isAlias(node) ? node.resolve(document.tree) : node;
  if (!isScalar(scalar) || !scalar.range) return undefined;
  const [start, end] = scalar.range;
  return { start, end, text: scalarText(scalar, text.slice(start, end), value) };
}

function removeSteps(
  source: CommentedText,
  manifest: Manifest,
  parent: FieldPath,
  steps: readonly (string | number)[],
): readonly TextEdit[] | undefined {
  const { node, isExact } = findNode(manifest.document, pathInDocument(manifest, parent));
  if (!isExact || !(isMap(node) || isSeq(node))) return undefined;
  const positions = steps.map((step) => positionOf(node, step));
  return positions.includes(-1) ? undefined : removeChildren(source, node, new Set(positions));
}

function positionOf(container: YAMLMap | YAMLSeq, step: string | number): number {
  if (isSeq(container)) return typeof step === 'number' && step < container.items.length ? step : -1;
  return container.items.findIndex(
    ({ key }) => isScalar(key as Node) && String((key as { readonly value: unknown }).value) === step,
  );
}
