import type { Command } from 'commander';
import { didYouMean } from '../closest.ts';

/** The help command of commander prints the help of the program for an unknown name, without an error. */
export function addHelp(program: Command): void {
  program
    .command('help')
    .description('print the help of a command')
    .argument('[command...]', 'the name of a command')
    .action((names: readonly string[]) => {
      let found = program;
      for (const name of names) {
        const next = found.commands.find((command) => command.name() === name);
        const known = found.commands.map((command) => command.name());
        if (next === undefined) program.error(`error: unknown command "${name}".${didYouMean(name, known)}`);
        found = next;
      }
      found.help();
    });
}
