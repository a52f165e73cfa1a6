import { parseAllDocuments } from 'yaml';
import { type Content, contentOf } from './content.ts';
import type { Manifest, SourceDocument } from './manifest.ts';
import { skimJson } from './skim-json.ts';
import { skimYaml } from './skim-yaml.ts';
import type { InputProblem, SourceFile } from './source-file.ts';
import { findUnread, type UnreadMention } from './unread-mentions.ts';
import { manifestsOf } from './unwrap-document.ts';
import { toKeyProblem, toSyntaxProblem, toUnreadableProblem } from './yaml-problem.ts';
import { readTree, type Tree, yamlOptions } from './yaml-tree.ts';

export interface ParsedFile {
  readonly manifests: readonly Manifest[];
  /** At most one per document, because errors after a syntax error are rarely accurate. */
  readonly problems: readonly InputProblem[];
  readonly content: Content;
  readonly unread: readonly UnreadMention[];
}

/**
 * Parses the API objects of a YAML or JSON text with any number of documents. A document that cannot be read
 * becomes a problem and does not stop the others. Never throws.
 */
export function parseManifests(file: SourceFile): ParsedFile {
  const manifests: Manifest[] = [];
  const problems: InputProblem[] = [];
  const values: unknown[] = [];
  const unread: UnreadMention[] = [];
  for (const tree of parseTrees(file, problems)) {
    const read = readTree(tree);
    if ('value' in read) {
      values.push(read.value);
      const document = { file, tree };
      const own = manifestsOf(document, read.value);
      manifests.push(...own);
      unread.push(...listUnread(document, read.value, own));
    } else if ('syntaxError' in read) problems.push(toSyntaxProblem(file, read.syntaxError));
    else if ('unusableKey' in read) problems.push(toKeyProblem(file, read.unusableKey));
    else problems.push(toUnreadableProblem(file, read.at, read.unreadable));
  }
  return { manifests, problems, content: contentOf(values), unread };
}

/**
 * Like `parseManifests`, for texts that need few positions, such as a cluster dump. Takes a fraction of the
 * time and memory. The first access to a position parses the text completely.
 */
export function skimManifests(file: SourceFile): ParsedFile {
  const json = skimJson(file.text);
  const values = json === undefined ? skimYaml(file.text) : [json.value];
  // Problems need positions, so use the full parser.
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
  const parsed = values.map((value, position) => {
    const document = documentAt(position);
    const manifests = manifestsOf(document, value);
    return { manifests, unread: listUnread(document, value, manifests) };
  });
  return {
    manifests: parsed.flatMap(({ manifests }) => manifests),
    problems: [],
    content: contentOf(values),
    unread: parsed.flatMap(({ unread }) => unread),
  };
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

function listUnread(
  document: SourceDocument,
  value: unknown,
  manifests: readonly Manifest[],
): readonly UnreadMention[] {
  const unread = findUnread(document, value, manifests);
  return unread === undefined ? [] : [unread];
}
