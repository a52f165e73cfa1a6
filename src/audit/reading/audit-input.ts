import { type AuditLine, NotReadable } from './read-lines.ts';

/** A log to read. */
export interface AuditInput {
  readonly name: string;
  /** Can be called several times. Throws the system error, or `NotReadable`. */
  lines(): Generator<AuditLine>;
}

export type OnUnreadable = (input: AuditInput, error: Error) => void;

/**
 * Passes each input to `read` and continues after an input that cannot be read.
 *
 * @returns whether all inputs were read
 */
export function readEach(
  inputs: readonly AuditInput[],
  onUnreadable: OnUnreadable,
  read: (input: AuditInput) => void,
): boolean {
  let isComplete = true;
  for (const input of inputs) {
    const error = readErrorOf(() => read(input));
    if (error === undefined) continue;
    isComplete = false;
    onUnreadable(input, error);
  }
  return isComplete;
}

/** Passes the lines of an input to `read` and ignores read errors: a later `readEach` reports them. */
export function readQuietly(input: AuditInput, read: (lines: Iterable<AuditLine>) => void): void {
  readErrorOf(() => read(input.lines()));
}

function readErrorOf(read: () => void): Error | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof NotReadable) return error;
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return error as Error;
  }
}
