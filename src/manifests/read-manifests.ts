import { readFileSync } from 'node:fs';
import { asBuffer } from '../webhook/as-buffer.ts';
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
  /** How many files were read, those without any object of interest included. */
  readonly fileCount: number;
}

export const stdinName = '<stdin>';

/**
 * Any file that matters holds one of these words. A file that was only found in a folder and has none is passed over: folders
 * are full of charts, templates and dumps that are none of our business, broken, binary and huge ones included.
 */
const ofInterest =
  /ImageDigestMirrorSet|ImageTagMirrorSet|ImageContentSourcePolicy|ImageContentPolicy|(?:config|operator|machineconfiguration)\.openshift\.io\/|image-registry-override-drain|pull-secret/;

/** Says on purpose that there is nothing: an empty cluster, a state before the first object. */
const nothingOnPurpose = '/dev/null';

/**
 * Reads files, folders and standard input. What cannot be read is a problem, and the rest is read. A pipe that brings no objects is one,
 * and so is an input without one document: whoever asks about it does not want to hear that all is well.
 *
 * @param parse `skimManifests` where few positions will be asked for
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
    const pipeProblem =
      file.path === '-'
        ? findPipeProblem(source, parsed.content, { isReadable: parsed.problems.length === 0 })
        : undefined;
    problems.push(...(pipeProblem === undefined ? parsed.problems : [pipeProblem]));
    if (parsed.content === 'nothing' && file.path !== nothingOnPurpose) empty.push(source);
  }
  if (problems.length === 0 && empty.length === found.files.length)
    problems.push(...empty.map(toNothingProblem));
  return { manifests, problems, fileCount: found.files.length };
}

/** Undefined where the file is none of our business, in whatever state it is. */
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

/** The words are ASCII, which reads the same in every encoding but UTF-16. */
function isOfInterest(bytes: Uint8Array): boolean {
  return hasUtf16Mark(bytes) || ofInterest.test(asBuffer(bytes).toString('latin1'));
}

const blanks: ReadonlySet<number> = new Set([...' \t\r\n'].map((blank) => blank.charCodeAt(0)));

/** An empty file that was found in a folder is read like one that was named: should all be empty, that is to be told. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => blanks.has(byte));
}
