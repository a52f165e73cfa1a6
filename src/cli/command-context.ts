import type { CliIo } from './cli-io.ts';
import type { ExitCode } from './exit-code.ts';

/** What a command works with. */
export interface CommandContext {
  readonly io: CliIo;
  /** Says how the command ended; without it the exit code is 0. */
  readonly finish: (code: ExitCode) => void;
}
