import { readFileSync } from 'node:fs';
import { reasonOf } from '../system-reason.ts';
import { decodeText } from './decode-text.ts';
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
 * Any file that matters holds one of these words. A file that was only found in a folder and has none is not parsed: folders
 * are full of charts and templates that are none of our business, broken ones included.
 */
const ofInterest =
  /ImageDigestMirrorSet|ImageTagMirrorSet|ImageContentSourcePolicy|ImageContentPolicy|(?:config|operator|machineconfiguration)\.openshift\.io\/|image-registry-override-drain/;

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
    if ('fix' in source) problems.push(source);
    else if (file.isNamed || ofInterest.test(source.text)) {
      const parsed = parse(source);
      for (const manifest of parsed.manifests) manifests.push(manifest);
      problems.push(...parsed.problems);
    }
  }
  return { manifests, problems, fileCount: found.files.length };
}

async function readSource({ path }: FoundFile, readStdin: () => Promise<Uint8Array>): Promise<SourceFile | InputProblem> {
  const name = path === '-' ? stdinName : path;
  try {
    const decoded = decodeText(path === '-' ? await readStdin() : readFileSync(path));
    return 'text' in decoded ? toSourceFile(name, decoded.text, decoded.hasByteOrderMark) : { file: name, ...decoded };
  } catch (error) {
    return { file: name, message: reasonOf(error), fix: 'Check the path and its permissions.' };
  }
}
