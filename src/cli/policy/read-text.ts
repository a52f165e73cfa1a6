import { readFileSync } from 'node:fs';
import { printable } from '../../reporting/printable.ts';
import type { CliIo } from '../cli-io.ts';
import { decodeText } from '../manifests/decode-text.ts';
import { reasonOf } from '../system-reason.ts';

/** The text of a file; undefined, and told on standard error, where there is none. */
export function readText(path: string, io: CliIo): string | undefined {
  const fail = (reason: string) => void io.writeErr(`${printable(`${path}: ${reason}`)}\n`);
  try {
    const decoded = decodeText(readFileSync(path));
    if ('text' in decoded) return decoded.text;
    fail(decoded.message);
  } catch (error) {
    fail(reasonOf(error));
  }
  return undefined;
}
