import { readFileSync, statSync } from 'node:fs';
import type { AuditInput, OnUnreadable } from '../../audit/reading/audit-input.ts';
import {
  type AuditLine,
  NotReadable,
  notCompressed,
  readLines,
  splitLines,
} from '../../audit/reading/read-lines.ts';
import { currentFileOf } from '../../audit/sinks/file/file-names.ts';
import { realPathOf } from '../../manifests/real-path.ts';
import { reasonOf } from '../../manifests/system-reason.ts';
import { once } from '../../model/once.ts';
import { printable } from '../../reporting/printable.ts';
import type { CliIo } from '../cli-io.ts';

/** Bytes that the webhook moved aside are not a log, although `audit.log*` matches their file. */
const partialFile = /\.partial-\d{8}T\d{9}Z$/;

export interface AuditInputs {
  readonly inputs: readonly AuditInput[];
  /** Files that were skipped. */
  readonly partialFiles: readonly string[];
  /** Current files that were not passed although their rotated files were. */
  readonly missingFiles: readonly string[];
}

/** The input files without duplicates; `-` is standard input. */
export async function auditInputs(paths: readonly string[], io: CliIo): Promise<AuditInputs> {
  const inputs = new Map<string, AuditInput>();
  const partialFiles: string[] = [];
  for (const path of paths) {
    if (path === '-') {
      const bytes = await io.readStdin();
      inputs.set('-', { name: '<stdin>', lines: () => linesOf(bytes) });
    } else if (partialFile.test(path)) partialFiles.push(path);
    else inputs.set(realPathOf(path), { name: path, lines: linesOfFile(path) });
  }
  const currentFiles = new Set(paths.flatMap((path) => currentFileOf(path) ?? []));
  const missingFiles = [...currentFiles].filter((path) => !inputs.has(realPathOf(path)));
  return { inputs: [...inputs.values()], partialFiles, missingFiles };
}

/** A pipe such as `<(gzip -dc audit.log.gz)` can be read only once, so its content is kept in memory. */
function linesOfFile(path: string): () => Generator<AuditLine> {
  const readOnce = once(() => readFileSync(path));
  return function* () {
    const found = statSync(path);
    if (found.isDirectory()) throw new NotReadable('is a folder: pass the files in it');
    if (found.isFile()) yield* readLines(path);
    else yield* linesOf(readOnce());
  };
}

/** The output of another program. Empty output usually means that the program failed. */
function* linesOf(bytes: Uint8Array): Generator<AuditLine> {
  if (bytes.length === 0) throw new NotReadable('is empty: the program that writes it probably failed');
  yield* splitLines(notCompressed([Buffer.from(bytes)]));
}

/** Returns a callback that reports unreadable inputs on standard error. */
export function unreadableReporter(io: Pick<CliIo, 'writeErr'>): OnUnreadable {
  return ({ name }, error) => {
    const reason = error instanceof NotReadable ? error.message : reasonOf(error);
    io.writeErr(`${printable(`error: ${name} ${reason}`)}\n`);
  };
}
