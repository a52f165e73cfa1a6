import type { CliIo } from './cli-io.ts';
import type { ExitCode } from './exit-code.ts';

export interface CommandContext {
  readonly io: CliIo;
  /** Sets the exit status; the default is 0. */
  readonly finish: (code: ExitCode) => void;
}
