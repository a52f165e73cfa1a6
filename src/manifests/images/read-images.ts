import { readFileSync } from 'node:fs';
import { loadAll, YAML11_SCHEMA } from 'js-yaml';
import { type FoundImage, findImages } from '../../engine/pulls/find-images.ts';
import { asBuffer } from '../../webhook/decode/read-json.ts';
import { decodeText } from '../decode-text.ts';
import { type FoundFile, findFiles } from '../find-files.ts';
import { parseManifests } from '../parse-manifests.ts';
import { stdinName } from '../read-manifests.ts';
import { type InputProblem, type SourceFile, toSourceFile } from '../source-file.ts';
import { reasonOf } from '../system-reason.ts';
import { parseImageList } from './image-list.ts';

export interface ImageInput {
  /** The objects that use each image, in the order of the input; each image once. */
  readonly images: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly InputProblem[];
}

/** Of files in folders only those that contain one of these words are read. */
const relevant = /image|catalog/i;

/**
 * Reads the images of manifests and of image lists, from files, folders and `-`. An input without any image
 * is a problem, because the command that should have written it probably failed.
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
    const source = await readText(file, readStdin);
    if (source === undefined) continue;
    const read = 'fix' in source ? source : parseFile(source);
    if ('fix' in read) problems.push(read);
    else for (const { image, usedBy } of read.images) addUse(images, image, usedBy);
  }
  if (problems.length === 0 && images.size === 0) problems.push(toNothingProblem(paths));
  return { images, problems, warnings: found.warnings };
}

function addUse(images: Map<string, string[]>, image: string, usedBy: string): void {
  const users = images.get(image);
  if (users === undefined) images.set(image, usedBy === '' ? [] : [usedBy]);
  else if (usedBy !== '' && users.at(-1) !== usedBy) users.push(usedBy);
}

/** Undefined for a file that is not relevant. */
async function readText(
  { path, isNamed }: FoundFile,
  readStdin: () => Promise<Uint8Array>,
): Promise<SourceFile | InputProblem | undefined> {
  const name = path === '-' ? stdinName : path;
  try {
    const bytes = path === '-' ? await readStdin() : readFileSync(path);
    if (!isNamed && !relevant.test(asBuffer(bytes).toString('latin1'))) return undefined;
    const decoded = decodeText(bytes);
    return 'text' in decoded ? toSourceFile(name, decoded.text) : { file: name, ...decoded };
  } catch (error) {
    return { file: name, message: reasonOf(error), fix: 'Check the path and its permissions.' };
  }
}

type ParsedImages = { readonly images: readonly FoundImage[] } | InputProblem;

function parseFile(file: SourceFile): ParsedImages {
  const list = parseImageList(file.text);
  if (list !== undefined) return { images: findImages([list]) };
  const values = parseValues(file.text);
  if (values !== undefined) return { images: findImages(values) };
  // The slower parser explains what is wrong, and reads what the other one does not, such as custom tags.
  const { problems, manifests } = parseManifests(file);
  return problems[0] ?? { images: findImages(manifests.map(({ object }) => object)) };
}

/** Undefined for a text that is neither JSON nor YAML. */
function parseValues(text: string): readonly unknown[] | undefined {
  try {
    return [JSON.parse(text)];
  } catch {
    return parseYaml(text);
  }
}

function parseYaml(text: string): readonly unknown[] | undefined {
  try {
    return loadAll(text, { schema: YAML11_SCHEMA });
  } catch {
    return undefined;
  }
}

function toNothingProblem(paths: readonly string[]): InputProblem {
  return {
    file: paths.map((path) => (path === '-' ? stdinName : path)).join(', '),
    message: 'has no image',
    fix: 'Pass manifests with pods or workloads, or one image per line. Check the command that writes them.',
  };
}
