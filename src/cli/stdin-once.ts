import type { CliIo } from './cli-io.ts';
import { type ExitCode, exitCode } from './exit-code.ts';

/**
 * Whether two inputs use standard input. The second read would be empty, which is equivalent to an empty
 * cluster.
 */
export function isReadTwice(...inputs: readonly (string | readonly string[] | undefined)[]): boolean {
  return inputs.filter((paths) => [paths].flat().includes('-')).length > 1;
}

export function rejectSecondRead(io: CliIo): ExitCode {
  io.writeErr('error: standard input can be used only once; pass the other input as a file\n');
  return exitCode.couldNotRun;
}
