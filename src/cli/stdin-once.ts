import type { CliIo } from './cli-io.ts';
import { type ExitCode, exitCode } from './exit-code.ts';

/** Whether two inputs both want standard input: it is empty the second time, which would look like an empty cluster. */
export function isReadTwice(...inputs: readonly (string | readonly string[] | undefined)[]): boolean {
  return inputs.filter((paths) => [paths].flat().includes('-')).length > 1;
}

export function refuseSecondRead(io: CliIo): ExitCode {
  io.writeErr('error: standard input can be read only once; give the other as a file\n');
  return exitCode.couldNotRun;
}
