import { type Document, isCollection, type ParsedNode, visit, type YAMLError } from 'yaml';

export type Tree = Document.Parsed<ParsedNode>;

/** `<<` is resolved as kubectl does; duplicate keys are an error of the document. */
export const yamlOptions = { merge: true, prettyErrors: false, logLevel: 'error' } as const;

/** More expansions of aliases than a hand-written manifest ever has; a bomb has millions. */
const mostAliases = 1000;

/** What a document says, or what keeps it from being read. */
export type ReadTree =
  | { readonly value: unknown }
  | { readonly syntaxError: YAMLError }
  /** Offset of a mapping or list that is used as a key, which JSON does not know. */
  | { readonly collectionKeyAt: number }
  | { readonly unreadable: unknown; readonly at: number };

/** Never throws. */
export function readTree(tree: Tree): ReadTree {
  const [syntaxError] = tree.errors;
  if (syntaxError !== undefined) return { syntaxError };
  try {
    const collectionKeyAt = findCollectionKey(tree);
    return collectionKeyAt === undefined ? { value: tree.toJS({ maxAliasCount: mostAliases }) } : { collectionKeyAt };
  } catch (unreadable) {
    return { unreadable, at: tree.contents?.range?.[0] ?? 0 };
  }
}

function findCollectionKey(tree: Tree): number | undefined {
  let found: number | undefined;
  visit(tree, {
    Pair(_, { key }) {
      if (!isCollection(key)) return undefined;
      found = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}
