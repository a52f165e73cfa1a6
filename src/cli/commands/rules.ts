import type { Command } from 'commander';
import { paletteFor } from '../../reporting/colour.ts';
import { rulesJson, ruleTable } from '../../reporting/rule-list.ts';
import { rules } from '../../rules/index.ts';
import { wantsColour } from '../cli-io.ts';
import type { CommandContext } from '../command-context.ts';
import { examplesHelp } from '../examples-help.ts';
import { formatOption } from '../options.ts';

export function addRules(program: Command, { io }: CommandContext): void {
  program
    .command('rules')
    .summary('list the rules')
    .description('Lists every rule with its severity and what it wants.')
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText('after', examplesHelp([['mirrorguard rules | grep mirror', 'those about mirrors']]))
    .action(({ format }: { readonly format: 'pretty' | 'json' }) => {
      io.writeOut(
        format === 'json' ? rulesJson(rules) : ruleTable(rules, paletteFor({ colour: wantsColour(io) })),
      );
    });
}
