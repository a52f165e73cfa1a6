import type { Command } from 'commander';
import { paletteFor } from '../../reporting/colour.ts';
import { type Explanation, explanationJson, explanationText } from '../../reporting/explanation.ts';
import { rules } from '../../rules/index.ts';
import { mutations } from '../../rules/mutations/index.ts';
import { wantsColour } from '../cli-io.ts';
import { didYouMean } from '../closest.ts';
import type { CommandContext } from '../command-context.ts';
import { examplesHelp } from '../examples-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { explainMutation, explainRule } from '../explain.ts';
import { formatOption } from '../options.ts';

export function addExplain(program: Command, context: CommandContext): void {
  program
    .command('explain')
    .summary('say what a rule wants, and why')
    .description(
      'Explains a rule or a repair: what it wants, why, what to do, and what it says about its examples.',
    )
    .argument('<rule>', 'the id of a rule or repair, as it stands behind each finding')
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText('after', examplesHelp([['mirrorguard explain no-scheme', 'one of the rules']]))
    .action((id: string, { format }: { readonly format: 'pretty' | 'json' }) =>
      context.finish(explain(id, format, context)),
    );
}

function explain(id: string, format: 'pretty' | 'json', { io }: CommandContext): ExitCode {
  const explanation = findExplanation(id);
  if (explanation === undefined) {
    const ids = [...rules, ...mutations].map((known) => known.id);
    io.writeErr(`error: there is no rule "${id}".${didYouMean(id, ids)}\n(mirrorguard rules lists them)\n`);
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
