/** The exit statuses of every command (docs/reference/cli.md). */
export const exitCode = {
  /** No finding at or above the threshold. */
  clean: 0,
  /** Findings at or above the threshold, or available fixes. */
  findings: 1,
  /** Invalid arguments, or an input that cannot be read. */
  couldNotRun: 2,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
