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
  /** At most one a document: what follows a syntax error is seldom true. */
  readonly problems: readonly InputProblem[];
  readonly content: Content;
}

/**
 * The API objects of a YAML or JSON text of any number of documents. A document that cannot be read is a problem and does
 * not keep the others from being read. Never throws.
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
 * The same for a text of which few positions will be asked for, or none: a cluster's dump of 100,000 entries is read in a fraction of
 * the time and the memory. The first position that is asked for costs what was saved.
 */
export function skimManifests(file: SourceFile): ParsedFile {
  const json = skimJson(file.text);
  const values = json === undefined ? skimYaml(file.text) : [json.value];
  // Something is wrong: what and where is known only with positions.
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
