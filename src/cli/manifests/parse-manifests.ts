import { type Document, isCollection, type ParsedNode, parseAllDocuments, visit } from 'yaml';
import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../../domain/json.ts';
import { unwrap } from '../../engine/unwrap.ts';
import type { Manifest, SourceDocument } from './manifest.ts';
import type { InputProblem, SourceFile } from './source-file.ts';
import { toKeyProblem, toSyntaxProblem, toUnreadableProblem } from './yaml-problem.ts';

type Tree = Document.Parsed<ParsedNode>;

export interface ParsedFile {
  readonly manifests: readonly Manifest[];
  /** At most one a document: what follows a syntax error is seldom true. */
  readonly problems: readonly InputProblem[];
}

/** More expansions of aliases than a hand-written manifest ever has; a bomb has millions. */
const mostAliases = 1000;

/**
 * The API objects of a YAML or JSON text of any number of documents. A document that cannot be read is a problem and does
 * not keep the others from being read. Never throws.
 */
export function parseManifests(file: SourceFile): ParsedFile {
  const manifests: Manifest[] = [];
  const problems: InputProblem[] = [];
  for (const tree of parseTrees(file, problems)) {
    const read = readTree(file, tree);
    if ('fix' in read) problems.push(read);
    else for (const { object, within } of unwrap(read.value)) manifests.push(toManifest({ file, tree }, within, object));
  }
  return { manifests, problems };
}

function parseTrees(file: SourceFile, problems: InputProblem[]): readonly Tree[] {
  try {
    // `<<` is resolved as kubectl does; duplicate keys are an error of the document.
    const trees = parseAllDocuments(file.text, { lineCounter: file.lines, merge: true, prettyErrors: false, logLevel: 'error' });
    return 'empty' in trees ? [] : trees;
  } catch (error) {
    problems.push(toUnreadableProblem(file, 0, error));
    return [];
  }
}

function readTree(file: SourceFile, tree: Tree): { readonly value: unknown } | InputProblem {
  const [error] = tree.errors;
  if (error !== undefined) return toSyntaxProblem(file, error);
  try {
    const keyAt = findCollectionKey(tree);
    return keyAt === undefined ? { value: tree.toJS({ maxAliasCount: mostAliases }) } : toKeyProblem(file, keyAt);
  } catch (error) {
    return toUnreadableProblem(file, tree.contents?.range?.[0] ?? 0, error);
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

function toManifest(document: SourceDocument, within: Manifest['within'], object: JsonObject): Manifest {
  return {
    document,
    within,
    object,
    apiVersion: textOf(fieldOf(object, 'apiVersion')),
    kind: textOf(fieldOf(object, 'kind')),
    name: textOf(isJsonObject(object) ? valueAt(object, ['metadata', 'name']) : undefined),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
