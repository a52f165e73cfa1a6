import type { ExitCode } from './exit-code.ts';

export interface CommandHelp {
  /** The meaning of each exit status of the command. */
  readonly exitStatus?: Readonly<Partial<Record<ExitCode, string>>>;
  readonly examples: readonly CommandExample[];
}

type CommandExample = readonly [command: string, purpose: string];

export const inputPaths = 'files, folders or - for standard input, also as -f (default: .)';
export const cannotRun = 'an input cannot be read, or the arguments are invalid';

/** The last part of a command's help: a table of exit statuses, and examples. */
export function commandHelp({ exitStatus = {}, examples }: CommandHelp): string {
  const statuses = Object.entries(exitStatus).map(([status, meaning]) => `  ${status}  ${meaning}\n`);
  const table = statuses.length === 0 ? '' : `\nExit status:\n${statuses.join('')}`;
  return table + examplesHelp(examples);
}

/** Each example as a shell line below its description. */
export function examplesHelp(examples: readonly CommandExample[]): string {
  const lines = examples.map(([command, purpose]) => `  # ${purpose}\n  $ ${command}\n`);
  return `\nExamples:\n${lines.join('\n')}`.trimEnd();
}
