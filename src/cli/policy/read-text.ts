import { readFileSync } from 'node:fs';
import { decodeText } from '../../manifests/decode-text.ts';
import { stdinName } from '../../manifests/read-source.ts';
import { reasonOf } from '../../manifests/system-reason.ts';
import { printable } from '../../reporting/printable.ts';
import type { CliIo } from '../cli-io.ts';

/**
 * The text of a file or of standard input (`-`).
 * Undefined if it cannot be read; the reason is printed to standard error.
 */
export async function readText(path: string, io: CliIo): Promise<string | undefined> {
  const fail = (reason: string) => void io.writeErr(`${printable(`${nameOfInput(path)}: ${reason}`)}\n`);
  try {
    const decoded = decodeText(path === '-' ? await io.readStdin() : readFileSync(path));
    if ('text' in decoded) return decoded.text;
    fail(decoded.message);
  } catch (error) {
    fail(reasonOf(error));
  }
  return undefined;
}

/** The name of an input in messages. */
export function nameOfInput(path: string): string {
  return path === '-' ? stdinName : path;
}
