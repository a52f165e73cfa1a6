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

/** A YAML text as a value, with the way back from a path to its line. */
export interface PolicyDocument {
  readonly value: unknown;
  locate(fault: PolicyFault): PolicyProblem;
}

/** In our words, where the parser's own would leave an admin searching. */
const explanations: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands twice in the same mapping, and only one of the two would count',
  MULTIPLE_DOCS: 'a second document begins here, and the file may hold only one',
  TAB_AS_INDENT: 'a tab indents this line, and YAML allows only spaces',
};

/** Reads one YAML document. `<<` is resolved; a key that stands twice is an error. */
export function readDocument(text: string): PolicyDocument | { readonly problems: readonly PolicyProblem[] } {
  const lines = new LineCounter();
  // Also below a `%YAML 1.1`, which would make a day of `expires` something else than text.
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

/** Where the value stands, or its key where it is a mapping or list; where the path ends early, the nearest that exists. */
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
