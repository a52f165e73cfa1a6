/** The contract of every command: docs/reference/output.md. */
export const exitCode = {
  /** Nothing at or above the threshold. */
  clean: 0,
  /** Findings at or above the threshold, or something to fix. */
  findings: 1,
  /** Wrong arguments, or an input that could not be read. */
  couldNotRun: 2,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
