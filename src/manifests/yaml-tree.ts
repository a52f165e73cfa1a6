import { type Document, isCollection, isScalar, type ParsedNode, visit, type YAMLError } from 'yaml';

export type Tree = Document.Parsed<ParsedNode>;

/** Resolves `<<` as kubectl does; duplicate keys are errors. */
export const yamlOptions = { merge: true, prettyErrors: false, logLevel: 'error' } as const;

/** More than any hand-written manifest has; an alias bomb has millions. */
const maxAliases = 1000;

/** The value of a document, or the reason why it cannot be read. */
export type ReadTree =
  | { readonly value: unknown }
  | { readonly syntaxError: YAMLError }
  /** A key that JSON cannot represent, or that the author did not intend as a key. */
  | { readonly unusableKey: UnusableKey }
  | { readonly unreadable: unknown; readonly at: number };

export interface UnusableKey {
  readonly is: 'collection' | 'comment';
  readonly at: number;
}

/** Never throws. */
export function readTree(tree: Tree): ReadTree {
  const [syntaxError] = tree.errors;
  if (syntaxError !== undefined) return { syntaxError };
  try {
    const unusableKey = findUnusableKey(tree);
    return unusableKey === undefined ? { value: tree.toJS({ maxAliasCount: maxAliases }) } : { unusableKey };
  } catch (unreadable) {
    return { unreadable, at: tree.contents?.range?.[0] ?? 0 };
  }
}

function findUnusableKey(tree: Tree): UnusableKey | undefined {
  let found: UnusableKey | undefined;
  visit(tree, {
    Pair(_, { key }) {
      const is = isCollection(key) ? 'collection' : isComment(key) ? 'comment' : undefined;
      if (is === undefined) return undefined;
      found = { is, at: (key as ParsedNode).range[0] };
      return visit.BREAK;
    },
  });
  return found;
}

/** In YAML, `{ // why` is no comment: the slashes and the following key form one key. */
function isComment(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && typeof key.value === 'string' && /^\/[/*]/.test(key.value);
}
