import { Argument, type Command } from 'commander';
import type { CommandContext } from '../cli-io.ts';
import { commandHelp } from '../command-help.ts';
import { bashCompletion } from '../completion/bash.ts';
import { completionModel } from '../completion/completion-model.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export function addCompletion(program: Command, { io }: CommandContext): void {
  program
    .command('completion')
    .summary('print a completion script for a shell')
    .description(
      'Prints a script with which the shell completes commands,\n' + 'options, rules, formats and files.',
    )
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(shells)))
    .addHelpText(
      'after',
      commandHelp({
        examples: [
          ['mirrorguard completion bash > mirrorguard.bash', 'for bash; source the file in ~/.bashrc'],
          ['mirrorguard completion zsh > _mirrorguard', 'for zsh; move the file to a folder of $fpath'],
          [
            'mirrorguard completion fish > mirrorguard.fish',
            'for fish; move the file to ~/.config/fish/completions',
          ],
        ],
      }),
    )
    .action((shell: keyof typeof shells) => {
      io.writeOut(shells[shell]('mirrorguard', completionModel(program)));
    });
}
