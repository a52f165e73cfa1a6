import { readFileSync } from 'node:fs';
import { reasonOf } from '../system-reason.ts';
import { decodeText, hasUtf16Mark } from './decode-text.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import type { Manifest } from './manifest.ts';
import { type ParsedFile, parseManifests } from './parse-manifests.ts';
import { type InputProblem, type SourceFile, toSourceFile } from './source-file.ts';

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

/**
 * Reads files, folders and standard input. What cannot be read is a problem, and the rest is read.
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
  for (const file of found.files) {
    const source = await readSource(file, readStdin);
    if (source === undefined) continue;
    if ('fix' in source) {
      problems.push(source);
      continue;
    }
    const parsed = parse(source);
    for (const manifest of parsed.manifests) manifests.push(manifest);
    problems.push(...parsed.problems);
  }
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
    if (!isNamed && !isOfInterest(bytes)) return undefined;
    const decoded = decodeText(bytes);
    return 'text' in decoded ? toSourceFile(name, decoded.text, decoded.hasByteOrderMark) : { file: name, ...decoded };
  } catch (error) {
    return { file: name, message: reasonOf(error), fix: 'Check the path and its permissions.' };
  }
}

/** The words are ASCII, which reads the same in every encoding but UTF-16. */
function isOfInterest(bytes: Uint8Array): boolean {
  return hasUtf16Mark(bytes) || ofInterest.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}
