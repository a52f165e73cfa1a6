import type { Command } from 'commander';
import { paletteFor } from '../../reporting/colour.ts';
import { type Explanation, explanationJson, explanationText } from '../../reporting/explanation.ts';
import { rules } from '../../rules/index.ts';
import { mutations } from '../../rules/mutations/index.ts';
import { wantsColour } from '../cli-io.ts';
import { didYouMean } from '../closest.ts';
import type { CommandContext } from '../command-context.ts';
import { commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { explainMutation, explainRule } from '../explain.ts';
import { formatOption } from '../options.ts';

export function addExplain(program: Command, context: CommandContext): void {
  program
    .command('explain')
    .summary('explain a rule or a fix')
    .description('Prints what a rule or fix does, why, what to do, and what it\nreports for its examples.')
    .argument('<rule>', 'the id of a rule or fix, as in a finding')
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: { 0: 'explained', 2: 'no rule or fix has this id' },
        examples: [['mirrorguard explain no-scheme', 'explain a rule']],
      }),
    )
    .action((id: string, { format }: { readonly format: 'pretty' | 'json' }) =>
      context.finish(explain(id, format, context)),
    );
}

function explain(id: string, format: 'pretty' | 'json', { io }: CommandContext): ExitCode {
  const explanation = findExplanation(id);
  if (explanation === undefined) {
    const ids = [...rules, ...mutations].map((known) => known.id);
    io.writeErr(`error: unknown rule "${id}".${didYouMean(id, ids)}\n(mirrorguard rules lists the rules)\n`);
    return exitCode.couldNotRun;
  }
  io.writeOut(
    format === 'json'
      ? explanationJson(explanation)
      : explanationText(explanation, paletteFor({ colour: wantsColour(io) })),
  );
  return exitCode.clean;
}

function findExplanation(id: string): Explanation | undefined {
  const rule = rules.find((known) => known.id === id);
  if (rule !== undefined) return explainRule(rule);
  const mutation = mutations.find((known) => known.id === id);
  return mutation === undefined ? undefined : explainMutation(mutation);
}
