import { readFileSync } from 'node:fs';
import { asBuffer } from '../webhook/decode/read-json.ts';
import { decodeText, hasUtf16Mark } from './decode-text.ts';
import type { FoundFile } from './find-files.ts';
import { type InputProblem, type SourceFile, toSourceFile } from './source-file.ts';
import { reasonOf } from './system-reason.ts';

export const stdinName = '<stdin>';

/**
 * The text of a file or of standard input, or why it cannot be read.
 * @param isRelevant decides whether a file found in a folder is read
 * @returns undefined for a file that is not relevant
 */
export async function readSource(
  { path, isNamed }: FoundFile,
  readStdin: () => Promise<Uint8Array>,
  isRelevant: (bytes: Uint8Array) => boolean,
): Promise<SourceFile | InputProblem | undefined> {
  const name = path === '-' ? stdinName : path;
  try {
    const bytes = path === '-' ? await readStdin() : readFileSync(path);
    if (!isNamed && !isRelevant(bytes)) return undefined;
    const decoded = decodeText(bytes);
    return 'text' in decoded
      ? toSourceFile(name, decoded.text, decoded.hasByteOrderMark)
      : { file: name, ...decoded };
  } catch (error) {
    return { file: name, message: reasonOf(error), fix: 'Check the path and its permissions.' };
  }
}

/** Only for ASCII words, which have the same bytes in every supported encoding except UTF-16. */
export function holdsText(bytes: Uint8Array, test: (text: string) => boolean): boolean {
  return hasUtf16Mark(bytes) || test(asBuffer(bytes).toString('latin1'));
}
