import type { Command } from 'commander';
import { didYouMean } from '../closest.ts';

/** The parser's own would show the help of everything for a name that it does not know, and not say so. */
export function addHelp(program: Command): void {
  program
    .command('help')
    .description('print the help of a command')
    .argument('[command...]', 'its name')
    .action((names: readonly string[]) => {
      let found = program;
      for (const name of names) {
        const next = found.commands.find((command) => command.name() === name);
        const known = found.commands.map((command) => command.name());
        if (next === undefined)
          program.error(`error: there is no command "${name}".${didYouMean(name, known)}`);
        found = next;
      }
      found.help();
    });
}
