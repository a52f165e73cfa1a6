import { realpathSync } from 'node:fs';
import type { CliIo } from '../cli-io.ts';
import { reasonOf } from '../system-reason.ts';
import { type AuditLine, NotReadable, notCompressed, readLines, splitLines } from './read-lines.ts';

/** A log to read. */
export interface AuditInput {
  readonly name: string;
  /** Throws the system's error. */
  lines(): Generator<AuditLine>;
}

/** What the webhook has put aside is no log: `audit.log*` names it all the same. */
const torn = /\.torn-\d{8}T\d{9}Z$/;

/** Each file once; `-` is standard input, which is held in memory. */
export async function auditInputs(
  paths: readonly string[],
  io: CliIo,
): Promise<{ readonly inputs: readonly AuditInput[]; readonly torn: readonly string[] }> {
  const inputs = new Map<string, AuditInput>();
  const putAside: string[] = [];
  for (const path of paths) {
    if (path === '-') {
      const bytes = Buffer.from(await io.readStdin());
      inputs.set('-', { name: '<stdin>', lines: () => splitLines(notCompressed([bytes])) });
    } else if (torn.test(path)) putAside.push(path);
    else inputs.set(realPathOf(path), { name: path, lines: () => readLines(path) });
  }
  return { inputs: [...inputs.values()], torn: putAside };
}

/** Whether it can be read at all is found out when it is read. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/**
 * Hands each input to `read`; one that cannot be read is told on standard error.
 *
 * @returns whether all could be read
 */
export function readEach(inputs: readonly AuditInput[], io: Pick<CliIo, 'writeErr'>, read: (input: AuditInput) => void): boolean {
  let isComplete = true;
  for (const input of inputs) {
    try {
      read(input);
    } catch (error) {
      const isOurs = error instanceof NotReadable;
      if (!isOurs && (error as NodeJS.ErrnoException).syscall === undefined) throw error;
      isComplete = false;
      io.writeErr(`error: ${input.name} ${isOurs ? error.message : reasonOf(error)}\n`);
    }
  }
  return isComplete;
}
