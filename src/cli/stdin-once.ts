import type { CliIo } from './cli-io.ts';
import { type ExitCode, exitCode } from './exit-code.ts';

/** Whether two inputs both want standard input: it is empty the second time, which would look like an empty cluster. */
export function isReadTwice(paths: readonly string[], others: readonly string[]): boolean {
  return paths.includes('-') && others.includes('-');
}

export function refuseSecondRead(io: CliIo): ExitCode {
  io.writeErr('error: standard input can be read only once; give one of the two as a file\n');
  return exitCode.couldNotRun;
}
