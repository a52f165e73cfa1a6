import { readImages } from '../manifests/images/read-images.ts';
import { formatProblems, formatWarnings } from '../reporting/problem.ts';
import type { CliIo } from './cli-io.ts';

/** The images to resolve. */
export interface RequestedImages {
  /** The objects that use each image; empty for an image from the command line. */
  readonly usedBy: ReadonlyMap<string, readonly string[]>;
  /** Whether the number of images can be large, so the output has one line per image. */
  readonly areRead: boolean;
}

/**
 * The images of the command line and of `--images`. Undefined if an input cannot be read, because checking
 * only part of the images could pass. The problem is printed to standard error.
 */
export async function requestedImages(
  references: readonly string[],
  {
    images = [],
    exclude = [],
  }: { readonly images?: readonly string[]; readonly exclude?: readonly string[] },
  io: CliIo,
): Promise<RequestedImages | undefined> {
  if (references.includes('')) {
    // The usual cause is an unset variable.
    io.writeErr('error: empty image reference\n');
    return undefined;
  }
  const given = new Map<string, readonly string[]>(
    references.filter((reference) => reference !== '-').map((reference) => [reference, []]),
  );
  const paths = imagePaths(references, images);
  if (paths.length === 0) {
    if (given.size > 0) return { usedBy: given, areRead: false };
    io.writeErr('error: no image; pass references, or --images with a file, a folder or -\n(see --help)\n');
    return undefined;
  }
  const read = await readImages(paths, io.readStdin, exclude);
  io.writeErr(formatWarnings(read.warnings));
  io.writeErr(formatProblems(read.problems));
  return read.problems.length > 0
    ? undefined
    : { usedBy: new Map([...given, ...read.images]), areRead: true };
}

/** A reference `-` is a list on standard input, as for `--images`. */
export function imagePaths(references: readonly string[], images: readonly string[] = []): readonly string[] {
  return references.includes('-') && !images.includes('-') ? [...images, '-'] : images;
}
