import type { Command } from 'commander';
import { paletteFor } from '../../reporting/color.ts';
import { rulesJson, ruleTable } from '../../reporting/rule-list.ts';
import { rules } from '../../rules/index.ts';
import { type CommandContext, usesColor } from '../cli-io.ts';
import { commandHelp } from '../command-help.ts';
import { formatOption } from '../options.ts';

export function addRules(program: Command, { io }: CommandContext): void {
  program
    .command('rules')
    .summary('list the rules')
    .description('Lists every rule with its severity and summary.')
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText(
      'after',
      commandHelp({ examples: [['mirrorguard rules | grep mirror', 'list the rules about mirrors']] }),
    )
    .action(({ format }: { readonly format: 'pretty' | 'json' }) => {
      io.writeOut(
        format === 'json' ? rulesJson(rules) : ruleTable(rules, paletteFor({ color: usesColor(io) })),
      );
    });
}
