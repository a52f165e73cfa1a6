import { parseAllDocuments } from 'yaml';
import { unwrap } from '../engine/unwrap.ts';
import { type Content, contentOf } from './content.ts';
import { type Manifest, type SourceDocument, toManifest } from './manifest.ts';
import { skimJson } from './skim-json.ts';
import { skimYaml } from './skim-yaml.ts';
import type { InputProblem, SourceFile } from './source-file.ts';
import { toKeyProblem, toSyntaxProblem, toUnreadableProblem } from './yaml-problem.ts';
import { readTree, type Tree, yamlOptions } from './yaml-tree.ts';

export interface ParsedFile {
  readonly manifests: readonly Manifest[];
  /** At most one per document, because errors after a syntax error are rarely accurate. */
  readonly problems: readonly InputProblem[];
  readonly content: Content;
}

/**
 * Parses the API objects of a YAML or JSON text with any number of documents. A document that cannot be read becomes a
 * problem and does not stop the others. Never throws.
 */
export function parseManifests(file: SourceFile): ParsedFile {
  const manifests: Manifest[] = [];
  const problems: InputProblem[] = [];
  const values: unknown[] = [];
  for (const tree of parseTrees(file, problems)) {
    const read = readTree(tree);
    if ('value' in read) {
      values.push(read.value);
      manifests.push(...manifestsOf({ file, tree }, read.value));
    } else if ('syntaxError' in read) problems.push(toSyntaxProblem(file, read.syntaxError));
    else if ('strangeKey' in read) problems.push(toKeyProblem(file, read.strangeKey));
    else problems.push(toUnreadableProblem(file, read.at, read.unreadable));
  }
  return { manifests, problems, content: contentOf(values) };
}

/**
 * Like `parseManifests`, for texts of which few positions are needed, such as the dump of a cluster: takes a fraction of the
 * time and memory. The first access to a position parses the text completely.
 */
export function skimManifests(file: SourceFile): ParsedFile {
  const json = skimJson(file.text);
  const values = json === undefined ? skimYaml(file.text) : [json.value];
  // To report a problem, positions are needed.
  if (values === undefined) return parseManifests(file);
  let trees: readonly Tree[] | undefined;
  const treeAt = (position: number) => {
    trees ??= parseTrees(file, []);
    return trees[position] as Tree;
  };
  const documentAt = (position: number): SourceDocument => ({
    file,
    get tree() {
      return treeAt(position);
    },
  });
  const manifests = values.flatMap((value, position) => manifestsOf(documentAt(position), value));
  return { manifests, problems: [], content: contentOf(values) };
}

function parseTrees(file: SourceFile, problems: InputProblem[]): readonly Tree[] {
  try {
    const trees = parseAllDocuments(file.text, { ...yamlOptions, lineCounter: file.lines });
    return 'empty' in trees ? [] : trees;
  } catch (error) {
    problems.push(toUnreadableProblem(file, 0, error));
    return [];
  }
}

function manifestsOf(document: SourceDocument, value: unknown): readonly Manifest[] {
  return unwrap(value).map(({ object, within }) => toManifest(document, within, object));
}
