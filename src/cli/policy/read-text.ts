import { readFileSync } from 'node:fs';
import { decodeText } from '../../manifests/decode-text.ts';
import { stdinName } from '../../manifests/read-source.ts';
import { reasonOf } from '../../manifests/system-reason.ts';
import { formatProblems } from '../../reporting/problem.ts';
import type { CliIo } from '../cli-io.ts';

/**
 * The text of a file or of standard input (`-`).
 * Undefined if it cannot be read; the reason is printed to standard error.
 */
export async function readText(path: string, io: CliIo): Promise<string | undefined> {
  const fail = (message: string, fix = 'Check the path; `-` reads standard input.') =>
    io.writeErr(formatProblems([{ file: nameOfInput(path), message, fix }]));
  try {
    const decoded = decodeText(path === '-' ? await io.readStdin() : readFileSync(path));
    if ('text' in decoded) return decoded.text;
    fail(decoded.message, decoded.fix);
  } catch (error) {
    fail(reasonOf(error));
  }
  return undefined;
}

/** The name of an input in messages. */
export function nameOfInput(path: string): string {
  return path === '-' ? stdinName : path;
}
