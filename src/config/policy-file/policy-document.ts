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
  // Overrides `%YAML 1.1`, which parses the date of `expires` as a timestamp instead of text.
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
    // Thrown for aliases that grow exponentially.
    const reason = error instanceof Error ? error.message : String(error);
    return { problems: [{ line: 1, column: 1, path: '', message: `cannot be read: ${reason}` }] };
  }
}

/**
 * The offset of the value, or of its key for a mapping or list. For a missing value, the offset of its
 * nearest parent.
 */
function offsetOf(tree: Document.Parsed, { path, isAboutKey }: PolicyFault): number {
  let node: Node | null | undefined = tree.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const member = memberOf(isAlias(node) ? node.resolve(tree) : node, step);
    if (member === undefined) return offset;
    const { key, value } = member;
    const isWantedKey = isAboutKey === true && index === path.length - 1;
    const scalarAt = isScalar(value) && !isWantedKey ? startOf(value) : undefined;
    offset = scalarAt ?? startOf(key) ?? startOf(value) ?? offset;
    node = value;
  }
  return offset;
}

interface Member {
  readonly key?: Node | undefined;
  readonly value: Node | null | undefined;
}

/** The element of a list or the pair of a mapping; undefined if it is missing. */
function memberOf(parent: Node | null | undefined, step: string | number): Member | undefined {
  if (isSeq(parent)) {
    const value = parent.items[Number(step)] as Node | undefined;
    return value === undefined ? undefined : { value };
  }
  if (!isMap(parent)) return undefined;
  const isStep = ({ key }: Pair): boolean => isScalar(key) && String(key.value) === String(step);
  const pair: Pair | undefined = parent.items.find(isStep);
  return pair && { key: pair.key as Node | undefined, value: pair.value as Node | null | undefined };
}

function startOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}
