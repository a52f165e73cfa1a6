import type { CompletedCommand, Values } from './completion-model.ts';

/**
 * A shell pattern that matches `"<command so far> <word>"` if the word is a subcommand: `' lint'|'audit
 * query'`.
 */
export function pathsPattern(commands: readonly CompletedCommand[]): string {
  return commands
    .flatMap(({ path, subcommands }) => subcommands.map(({ name }) => `'${path} ${name}'`))
    .join('|');
}

/** One case for each kind of value; matches `"<command>:<option before the cursor>"`. */
export function casesOf(commands: readonly CompletedCommand[], action: (values: Values) => string): string {
  const patterns = new Map<string, string[]>();
  for (const { path, options } of commands) {
    for (const { flags, value } of options) {
      if (value === undefined) continue;
      const key = action(value);
      patterns.set(key, [...(patterns.get(key) ?? []), ...flags.map((flag) => `'${path}:${flag}'`)]);
    }
  }
  return [...patterns].map(([key, list]) => `    ${list.join('|')})\n      ${key} ;;`).join('\n');
}
