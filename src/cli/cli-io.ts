import type { ExitCode } from './exit-code.ts';
import type { ClusterAccess } from './live/cluster-access.ts';

/** The process interface of the CLI. File paths are relative to the working directory. */
export interface CliIo {
  readonly readStdin: () => Promise<Uint8Array>;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  /** Whether standard input is a terminal, so no data is piped. */
  readonly isStdinTerminal?: boolean;
  /** Whether standard error is a terminal. */
  readonly isErrTerminal?: boolean;
  /** Displays the progress of a long command; absent without a terminal. */
  readonly progress?: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly clusters: ClusterAccess;
  /** Reads dist/report.html, the report page without data. */
  readonly readReportPage: () => string;
  /**
   * The command as which the program was started: `kubectl mirrorguard` or `oc mirrorguard` for a plugin.
   * Default: `mirrorguard`.
   */
  readonly programName?: string;
  readonly version: string;
}

/**
 * Whether to color output. True for a terminal unless NO_COLOR is set. FORCE_COLOR takes precedence; `0` and
 * `false` disable colors.
 */
export function usesColor({ env, isTerminal }: Pick<CliIo, 'env' | 'isTerminal'>): boolean {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return isTerminal && env.TERM !== 'dumb';
}

/** What every command receives. */
export interface CommandContext {
  readonly io: CliIo;
  /** Sets the exit status; the default is 0. */
  readonly finish: (code: ExitCode) => void;
}
