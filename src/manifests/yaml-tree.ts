import { type Document, isCollection, isScalar, type ParsedNode, visit, type YAMLError } from 'yaml';

export type Tree = Document.Parsed<ParsedNode>;

/** `<<` is resolved as kubectl does; duplicate keys are an error of the document. */
export const yamlOptions = { merge: true, prettyErrors: false, logLevel: 'error' } as const;

/** More expansions of aliases than a hand-written manifest ever has; a bomb has millions. */
const mostAliases = 1000;

/** What a document says, or what keeps it from being read. */
export type ReadTree =
  | { readonly value: unknown }
  | { readonly syntaxError: YAMLError }
  /** A key that no JSON object can have, or none that anyone means. */
  | { readonly strangeKey: StrangeKey }
  | { readonly unreadable: unknown; readonly at: number };

export interface StrangeKey {
  readonly is: 'collection' | 'comment';
  readonly at: number;
}

/** Never throws. */
export function readTree(tree: Tree): ReadTree {
  const [syntaxError] = tree.errors;
  if (syntaxError !== undefined) return { syntaxError };
  try {
    const strangeKey = findStrangeKey(tree);
    return strangeKey === undefined ? { value: tree.toJS({ maxAliasCount: mostAliases }) } : { strangeKey };
  } catch (unreadable) {
    return { unreadable, at: tree.contents?.range?.[0] ?? 0 };
  }
}

function findStrangeKey(tree: Tree): StrangeKey | undefined {
  let found: StrangeKey | undefined;
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

/** `{ // why` is no comment in YAML: the slashes, and the key after them, are read as one key. */
function isComment(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && typeof key.value === 'string' && /^\/[/*]/.test(key.value);
}
