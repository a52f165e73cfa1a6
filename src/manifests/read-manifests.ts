import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { otherFiller, policyFiller } from '../engine/placeholders/fillers.ts';
import { isJsonObject, valueAt } from '../model/json.ts';
import { findPipeProblem, toNothingProblem } from './content.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { findPatches, isKustomization, kustomizeHint } from './kustomize.ts';
import { locate } from './locate.ts';
import type { Manifest } from './manifest.ts';
import { type ParsedFile, parseManifests } from './parse-manifests.ts';
import { describeUnfilled } from './placeholders/describe-unfilled.ts';
import { fillManifest } from './placeholders/fill.ts';
import { holdsText, readSource } from './read-source.ts';
import { realPathOf } from './real-path.ts';
import { findMention, isRelevant, isUnrelated } from './relevance.ts';
import type { InputProblem, SourceFile } from './source-file.ts';

export interface Manifests {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly InputProblem[];
  /** Inputs that were not evaluated although the rest was. */
  readonly warnings: readonly InputProblem[];
  /** The number of files read, including those without a relevant object. */
  readonly fileCount: number;
}

export interface ReadOptions {
  /** `skimManifests` if few positions are needed. */
  readonly parse?: (file: SourceFile) => ParsedFile;
  /** Glob patterns of files and folders to skip. */
  readonly exclude?: readonly string[];
  /** Called before each file is read. */
  readonly onFile?: ((path: string, index: number, count: number) => void) | undefined;
}

/** An intended empty input, such as an empty cluster. */
const emptyOnPurpose = '/dev/null';

/**
 * Reads files, folders and standard input. A file that cannot be read becomes a problem and does not stop the
 * others. A file with only other kinds becomes a warning. Standard input without objects, and an input
 * without any document, are problems because the command that produces them probably failed.
 */
export async function readManifests(
  paths: readonly string[],
  readStdin: () => Promise<Uint8Array>,
  { parse = parseManifests, exclude = [], onFile }: ReadOptions = {},
): Promise<Manifests> {
  const reader = new Reader(readStdin, parse, onFile);
  const found = findFiles(paths, exclude);
  await reader.readAll(found.files);
  await reader.followReferences(exclude);
  const { empty, fileCount } = reader;
  const manifests = reader.manifests.map((manifest) => fillManifest(reader.withFillersOfFile(manifest)));
  const problems = [...found.problems, ...reader.problems];
  if (problems.length === 0 && empty.length === fileCount) problems.push(...empty.map(toNothingProblem));
  const warnings = [
    ...found.warnings,
    ...reader.warnings,
    ...describeUnfilled(manifests),
    ...kustomizeHint(reader.patches),
  ];
  return { manifests, problems, warnings, fileCount };
}

class Reader {
  readonly manifests: Manifest[] = [];
  readonly problems: InputProblem[] = [];
  readonly warnings: InputProblem[] = [];
  /** Files with Kustomize patches of mirror sets, each with the folder to build. */
  readonly patches = new Map<string, string>();
  readonly empty: SourceFile[] = [];
  fileCount = 0;
  private readonly seen = new Set<string>();
  /** The real paths of the files that PolicyGenerators put into policies. */
  private readonly generated = new Set<string>();
  private readonly readStdin: () => Promise<Uint8Array>;
  private readonly parse: (file: SourceFile) => ParsedFile;
  private readonly onFile: ReadOptions['onFile'];

  constructor(
    readStdin: () => Promise<Uint8Array>,
    parse: (file: SourceFile) => ParsedFile,
    onFile: ReadOptions['onFile'],
  ) {
    this.readStdin = readStdin;
    this.parse = parse;
    this.onFile = onFile;
  }

  async readAll(files: readonly FoundFile[]): Promise<void> {
    const patches = findPatches(files.map(({ path }) => path));
    for (const [index, file] of files.entries()) {
      this.onFile?.(file.path, index, files.length);
      const realPath = realPathOf(file.path);
      if (this.seen.has(realPath)) continue;
      this.seen.add(realPath);
      this.fileCount++;
      const source = await readSource(file, this.readStdin, isSupported);
      if (source === undefined) continue;
      if ('fix' in source) this.problems.push(source);
      else {
        const folder = patches.get(realPath);
        if (folder === undefined) this.addFile(file, source);
        else if (findMention(source.text) !== undefined) this.patches.set(source.name, folder);
      }
    }
  }

  /** Reads the files that a PolicyGenerator references, except other PolicyGenerators. */
  async followReferences(exclude: readonly string[]): Promise<void> {
    for (const manifest of this.manifests.filter(({ kind }) => kind === 'PolicyGenerator')) {
      for (const { path, field } of manifestPathsOf(manifest)) {
        const target = join(dirname(manifest.document.file.name), path);
        if (existsSync(target)) {
          const { files } = findFiles([target], exclude);
          for (const file of files) this.generated.add(realPathOf(file.path));
          await this.readAll(files);
        } else this.warnings.push(toMissingReference(manifest, field, path));
      }
    }
  }

  withFillersOfFile(manifest: Manifest): Manifest {
    const { name } = manifest.document.file;
    const own = this.generated.has(realPathOf(name))
      ? policyFiller
      : isTemplate(name)
        ? otherFiller
        : undefined;
    return own === undefined ? manifest : { ...manifest, fillers: [...(manifest.fillers ?? []), own] };
  }

  private addFile(file: FoundFile, source: SourceFile): void {
    const parsed = this.parse(source);
    for (const manifest of parsed.manifests) this.manifests.push(manifest);
    this.addProblems(file, source, parsed);
    for (const { isKustomize, warning } of parsed.unread) {
      if (isKustomize || isKustomization(source.name)) this.patches.set(source.name, dirname(source.name));
      else this.warnings.push(warning);
    }
    const isEmpty = parsed.content === 'nothing' && parsed.problems.length === 0;
    if (isEmpty && file.path !== emptyOnPurpose) this.empty.push(source);
  }

  private addProblems({ path, isNamed }: FoundFile, source: SourceFile, parsed: ParsedFile): void {
    const problems = withoutRepeatedTemplate(parsed.problems);
    const { content } = parsed;
    if (path === '-') {
      const pipeProblem = findPipeProblem(source, content, { isReadable: problems.length === 0 });
      this.problems.push(...(pipeProblem === undefined ? problems : [pipeProblem]));
    } else if (isUnrelated(source.text, { isNamed }))
      this.warnings.push(...problems.slice(0, 1).map(toSkipped));
    else this.problems.push(...problems);
  }
}

/** A template of Ansible by its name, or of a Helm chart by its folder. */
function isTemplate(path: string): boolean {
  if (/\.(?:j2|jinja2?|tmpl|gotmpl|tpl)$/.test(path)) return true;
  const folders = dirname(path).split(sep);
  const at = folders.lastIndexOf('templates');
  return at !== -1 && existsSync(join(folders.slice(0, at).join(sep), 'Chart.yaml'));
}

function withoutRepeatedTemplate(problems: readonly InputProblem[]): readonly InputProblem[] {
  const first = problems.find(({ isTemplate }) => isTemplate === true);
  return problems.filter((problem) => problem.isTemplate !== true || problem === first);
}

function toSkipped(problem: InputProblem): InputProblem {
  return {
    ...problem,
    message: `${problem.message}; the file mentions no mirror set and is skipped`,
    fix: 'Use --exclude GLOB to skip it without this message.',
  };
}

function manifestPathsOf({
  object,
}: Manifest): readonly { readonly path: string; readonly field: readonly (string | number)[] }[] {
  const listOf = (value: unknown) => (Array.isArray(value) ? value : []);
  return listOf(object.policies).flatMap((policy, index) =>
    listOf(isJsonObject(policy) ? policy.manifests : undefined).flatMap((entry, position) => {
      const path = valueAt(entry, ['path']);
      return typeof path === 'string'
        ? [{ path, field: ['policies', index, 'manifests', position, 'path'] }]
        : [];
    }),
  );
}

function toMissingReference(
  manifest: Manifest,
  field: readonly (string | number)[],
  path: string,
): InputProblem {
  const { file, line, column } = locate(manifest, field);
  return {
    file,
    line,
    column,
    message: `"${path}" does not exist; the manifests of this PolicyGenerator are not evaluated`,
    fix: 'Correct the path, or check the output of the PolicyGenerator.',
  };
}

function isSupported(bytes: Uint8Array): boolean {
  return holdsText(bytes, isRelevant) || isBlank(bytes);
}

const blanks: ReadonlySet<number> = new Set([...' \t\r\n'].map((blank) => blank.charCodeAt(0)));

/** Blank files in folders are read, so an input of only empty files is reported. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => blanks.has(byte));
}
