import { findFiles } from '../find-files.ts';
import { holdsText, readSource, stdinName } from '../read-source.ts';
import type { InputProblem } from '../source-file.ts';
import { parseImages } from './parse-images.ts';

export interface ImageInput {
  /** The objects that use each image. Images are unique and in the order of the input. */
  readonly images: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly InputProblem[];
}

/** Only files in folders that contain one of these words are read. */
const relevant = /image|catalog/i;

/**
 * Reads the images of manifests and image lists from files, folders and `-`. An input without any image is a
 * problem, because the command that produces it probably failed.
 */
export async function readImages(
  paths: readonly string[],
  readStdin: () => Promise<Uint8Array>,
  exclude: readonly string[] = [],
): Promise<ImageInput> {
  const found = findFiles(paths, exclude);
  const problems = [...found.problems];
  const images = new Map<string, string[]>();
  for (const file of found.files) {
    const source = await readSource(file, readStdin, isSupported);
    if (source === undefined) continue;
    const read = 'fix' in source ? source : parseImages(source);
    if ('fix' in read) problems.push(read);
    else for (const { image, usedBy } of read.images) addUse(images, image, usedBy);
  }
  if (problems.length === 0 && images.size === 0) problems.push(toNothingProblem(paths));
  return { images, problems, warnings: found.warnings };
}

function isSupported(bytes: Uint8Array): boolean {
  return holdsText(bytes, (text) => relevant.test(text));
}

function addUse(images: Map<string, string[]>, image: string, usedBy: string): void {
  const users = images.get(image);
  if (users === undefined) images.set(image, usedBy === '' ? [] : [usedBy]);
  else if (usedBy !== '' && users.at(-1) !== usedBy) users.push(usedBy);
}

function toNothingProblem(paths: readonly string[]): InputProblem {
  return {
    file: paths.map((path) => (path === '-' ? stdinName : path)).join(', '),
    message: 'has no image',
    fix: 'Pass manifests with pods or workloads, or one image per line. Check the command that writes them.',
  };
}
