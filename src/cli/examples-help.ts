/** The last part of a command's help: a line of shell and what it is good for. */
export function examplesHelp(examples: readonly (readonly [command: string, purpose: string])[]): string {
  const lines = examples.map(([command, purpose]) => `  # ${purpose}\n  $ ${command}\n`);
  return `\nExamples:\n${lines.join('\n')}`.trimEnd();
}
