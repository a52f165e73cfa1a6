import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import { formatFieldPath } from '../../model/text/field-path.ts';
import type { PolicyFault, PolicyProblem } from './policy-problem.ts';

/** The value of a YAML text, with the lines of its paths. */
export interface PolicyDocument {
  readonly value: unknown;
  locate(fault: PolicyFault): PolicyProblem;
}

/** Clearer messages for some errors of the parser. */
const explanations: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key is duplicated in the mapping',
  MULTIPLE_DOCS: 'a second document begins here, but the file must have one document',
  TAB_AS_INDENT: 'this line is indented with a tab, but YAML requires spaces',
};

/** Reads one YAML document. `<<` is resolved; a duplicate key is an error. */
export function readDocument(text: string): PolicyDocument | { readonly problems: readonly PolicyProblem[] } {
  const lines = new LineCounter();
  // Overrides `%YAML 1.1`, in which the date of `expires` is not text.
  const tree = parseDocument(text, {
    schema: 'core',
    lineCounter: lines,
    merge: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (tree.errors.length > 0) {
    return {
      problems: tree.errors.map(({ pos: [offset], code, message }) => ({
        ...at(offset),
        path: '',
        message: `is not valid YAML: ${explanations[code] ?? message}`,
      })),
    };
  }
  try {
    const value: unknown = tree.toJS();
    const locate = (fault: PolicyFault) => ({
      ...at(offsetOf(tree, fault)),
      path: formatFieldPath(fault.path),
      message: fault.message,
    });
    return { value, locate };
  } catch (error) {
    // Aliases that grow without bounds.
    const reason = error instanceof Error ? error.message : String(error);
    return { problems: [{ line: 1, column: 1, path: '', message: `cannot be read: ${reason}` }] };
  }
}

/** The offset of the value, or of its key for a mapping or list; for a missing value, of its nearest parent. */
function offsetOf(tree: Document.Parsed, { path, isAboutKey }: PolicyFault): number {
  let node: Node | null | undefined = tree.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const parent: Node | undefined = isAlias(node) ? node.resolve(tree) : (node ?? undefined);
    const pair: Pair | undefined = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined;
    const child: Node | null | undefined = isSeq(parent)
      ? (parent.items[Number(step)] as Node | undefined)
      : (pair?.value as Node | null | undefined);
    if (pair === undefined && child === undefined) return offset;
    const isWantedKey = isAboutKey === true && index === path.length - 1;
    const valueAt = isScalar(child) && !isWantedKey ? startOf(child) : undefined;
    offset = valueAt ?? startOf(pair?.key as Node | undefined) ?? startOf(child) ?? offset;
    node = child;
  }
  return offset;
}

function startOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}
