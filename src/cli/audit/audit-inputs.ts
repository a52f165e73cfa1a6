import { readFileSync, statSync } from 'node:fs';
import { realPathOf } from '../../manifests/real-path.ts';
import { reasonOf } from '../../manifests/system-reason.ts';
import { once } from '../../model/once.ts';
import { printable } from '../../reporting/printable.ts';
import type { CliIo } from '../cli-io.ts';
import { type AuditLine, NotReadable, notCompressed, readLines, splitLines } from './read-lines.ts';

/** A log to read. */
export interface AuditInput {
  readonly name: string;
  /** As often as anybody likes. Throws the system's error, or `NotReadable`. */
  lines(): Generator<AuditLine>;
}

/** What the webhook has put aside is no log: `audit.log*` names it all the same. */
const torn = /\.torn-\d{8}T\d{9}Z$/;

/** Each file once; `-` is standard input. */
export async function auditInputs(
  paths: readonly string[],
  io: CliIo,
): Promise<{ readonly inputs: readonly AuditInput[]; readonly torn: readonly string[] }> {
  const inputs = new Map<string, AuditInput>();
  const putAside: string[] = [];
  for (const path of paths) {
    if (path === '-') {
      const bytes = await io.readStdin();
      inputs.set('-', { name: '<stdin>', lines: () => linesOf(bytes) });
    } else if (torn.test(path)) putAside.push(path);
    else inputs.set(realPathOf(path), { name: path, lines: linesOfFile(path) });
  }
  return { inputs: [...inputs.values()], torn: putAside };
}

/** What can be read only once, as `<(gzip -dc audit.log.gz)` can, is held in memory. */
function linesOfFile(path: string): () => Generator<AuditLine> {
  const readOnce = once(() => readFileSync(path));
  return function* () {
    const found = statSync(path);
    if (found.isDirectory()) throw new NotReadable('is a folder: give the files in it');
    if (found.isFile()) yield* readLines(path);
    else yield* linesOf(readOnce());
  };
}

/** Of something that another program has written just now: nothing at all means that it has failed, as a rule. */
function* linesOf(bytes: Uint8Array): Generator<AuditLine> {
  if (bytes.length === 0) throw new NotReadable('is empty: whatever should have been written there was not');
  yield* splitLines(notCompressed([Buffer.from(bytes)]));
}

/**
 * Hands each input to `read`; one that cannot be read is told on standard error.
 *
 * @returns whether all could be read
 */
export function readEach(
  inputs: readonly AuditInput[],
  io: Pick<CliIo, 'writeErr'>,
  read: (input: AuditInput) => void,
): boolean {
  let isComplete = true;
  for (const input of inputs) {
    const problem = problemIn(() => read(input));
    if (problem === undefined) continue;
    isComplete = false;
    io.writeErr(`${printable(`error: ${input.name} ${problem}`)}\n`);
  }
  return isComplete;
}

/** Hands the lines of an input to `read`. That it cannot be read is told when it is read in its turn. */
export function readQuietly(input: AuditInput, read: (lines: Iterable<AuditLine>) => void): void {
  problemIn(() => read(input.lines()));
}

/** What keeps an input from being read, to be read after its name. */
function problemIn(read: () => void): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof NotReadable) return error.message;
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return reasonOf(error);
  }
}
