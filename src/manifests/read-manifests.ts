import { readFileSync } from 'node:fs';
import { asBuffer } from '../webhook/decode/read-json.ts';
import { findPipeProblem, toNothingProblem } from './content.ts';
import { decodeText, hasUtf16Mark } from './decode-text.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import type { Manifest } from './manifest.ts';
import { type ParsedFile, parseManifests } from './parse-manifests.ts';
import { type InputProblem, type SourceFile, toSourceFile } from './source-file.ts';
import { reasonOf } from './system-reason.ts';

export interface Manifests {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly InputProblem[];
  /** Files read, including those without an object of interest. */
  readonly fileCount: number;
}

export const stdinName = '<stdin>';

/**
 * Every relevant file contains one of these words. A file that was found in a folder and contains none is ignored, because
 * folders also hold charts, templates and dumps, some of them broken, binary or huge.
 */
const ofInterest =
  /ImageDigestMirrorSet|ImageTagMirrorSet|ImageContentSourcePolicy|ImageContentPolicy|(?:config|operator|machineconfiguration)\.openshift\.io\/|image-registry-override-drain|pull-secret/;

/** Stands for an intended empty input, such as an empty cluster. */
const emptyOnPurpose = '/dev/null';

/**
 * Reads files, folders and standard input. A file that cannot be read becomes a problem and does not stop the others.
 * Standard input without objects and an input without any document are problems too: the command that should have
 * written them probably failed.
 *
 * @param parse `skimManifests` if few positions are needed
 */
export async function readManifests(
  paths: readonly string[],
  readStdin: () => Promise<Uint8Array>,
  parse: (file: SourceFile) => ParsedFile = parseManifests,
): Promise<Manifests> {
  const found = findFiles(paths);
  const manifests: Manifest[] = [];
  const problems: InputProblem[] = [...found.problems];
  const empty: SourceFile[] = [];
  for (const file of found.files) {
    const source = await readSource(file, readStdin);
    if (source === undefined) continue;
    if ('fix' in source) {
      problems.push(source);
      continue;
    }
    const parsed = parse(source);
    for (const manifest of parsed.manifests) manifests.push(manifest);
    problems.push(...problemsOf(file, source, parsed));
    if (parsed.content === 'nothing' && file.path !== emptyOnPurpose) empty.push(source);
  }
  if (problems.length === 0 && empty.length === found.files.length)
    problems.push(...empty.map(toNothingProblem));
  return { manifests, problems, fileCount: found.files.length };
}

function problemsOf(
  { path }: FoundFile,
  source: SourceFile,
  { content, problems }: ParsedFile,
): readonly InputProblem[] {
  if (path !== '-') return problems;
  const pipeProblem = findPipeProblem(source, content, { isReadable: problems.length === 0 });
  return pipeProblem === undefined ? problems : [pipeProblem];
}

/** Undefined for a file that is not relevant. */
async function readSource(
  { path, isNamed }: FoundFile,
  readStdin: () => Promise<Uint8Array>,
): Promise<SourceFile | InputProblem | undefined> {
  const name = path === '-' ? stdinName : path;
  try {
    const bytes = path === '-' ? await readStdin() : readFileSync(path);
    if (!isNamed && !isOfInterest(bytes) && !isBlank(bytes)) return undefined;
    const decoded = decodeText(bytes);
    return 'text' in decoded
      ? toSourceFile(name, decoded.text, decoded.hasByteOrderMark)
      : { file: name, ...decoded };
  } catch (error) {
    return { file: name, message: reasonOf(error), fix: 'Check the path and its permissions.' };
  }
}

/** The words are ASCII, which has the same bytes in every supported encoding except UTF-16. */
function isOfInterest(bytes: Uint8Array): boolean {
  return hasUtf16Mark(bytes) || ofInterest.test(asBuffer(bytes).toString('latin1'));
}

const blanks: ReadonlySet<number> = new Set([...' \t\r\n'].map((blank) => blank.charCodeAt(0)));

/** Empty files in folders are read, so an input of only empty files is reported. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => blanks.has(byte));
}
