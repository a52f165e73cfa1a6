import type { Command } from 'commander';
import { findErrors, nearestErrors } from '../../engine/error-messages/find-errors.ts';
import { decodeText } from '../../manifests/decode-text.ts';
import { stdinName } from '../../manifests/read-source.ts';
import { type Palette, paletteFor } from '../../reporting/color.ts';
import { errorsJson, errorsText, nearestText } from '../../reporting/explain/error-explanation.ts';
import { type Explanation, explanationJson, explanationText } from '../../reporting/explain/explanation.ts';
import { formatProblems } from '../../reporting/problem.ts';
import { rules } from '../../rules/index.ts';
import { mutations } from '../../rules/mutations/index.ts';
import { type CliIo, type CommandContext, usesColor } from '../cli-io.ts';
import { closest, didYouMean } from '../closest.ts';
import { commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { explainMutation, explainRule } from '../explain.ts';
import { formatOption } from '../options.ts';

type Format = 'pretty' | 'json';

export function addExplain(program: Command, context: CommandContext): void {
  program
    .command('explain')
    .summary('explain a rule, a fix or an error text')
    .description(
      'Prints what a rule or fix does, why, what to do, and what it\n' +
        'reports for its examples. Finds the known messages in an error\n' +
        'text or a log, and prints the cause, what to check, and the\n' +
        'rules that detect it.',
    )
    .argument('[rule or text...]', 'a rule, a fix or an error text; - or nothing reads a log from stdin')
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: {
          0: 'explained',
          1: 'the text has no known message; the most similar are listed',
          2: 'no rule or fix has this id, or the input cannot be read',
        },
        examples: [
          ['mirrorguard explain no-scheme', 'explain a rule'],
          [
            "mirrorguard explain 'registry quay.io is blocked in /etc/containers/registries.conf'",
            'explain an error text',
          ],
          [
            'oc logs -n openshift-machine-config-operator deploy/machine-config-controller ' +
              '| mirrorguard explain -',
            'find the known messages in a log',
          ],
        ],
      }),
    )
    .action(async (words: readonly string[], { format }: { readonly format: Format }) =>
      context.finish(await explain(words.join(' '), format, context.io)),
    );
}

async function explain(text: string, format: Format, io: CliIo): Promise<ExitCode> {
  if (text === '' || text === '-') return explainLog(format, io, { isRequested: text === '-' });
  const explanation = findExplanation(text);
  if (explanation === undefined) return explainText(text, format, io);
  io.writeOut(format === 'json' ? explanationJson(explanation) : explanationText(explanation, paletteOf(io)));
  return exitCode.clean;
}

async function explainLog(
  format: Format,
  io: CliIo,
  { isRequested }: { readonly isRequested: boolean },
): Promise<ExitCode> {
  if (!isRequested && io.isStdinTerminal === true) {
    io.writeErr('error: pass a rule, a fix or an error text, or pipe a log\n(see --help)\n');
    return exitCode.couldNotRun;
  }
  const decoded = decodeText(await io.readStdin());
  if ('text' in decoded && decoded.text.trim() !== '') return explainErrors(decoded.text, format, io);
  const problem =
    'text' in decoded
      ? { message: 'is empty', fix: 'Check the command that writes it.' }
      : { message: decoded.message, fix: decoded.fix };
  io.writeErr(formatProblems([{ file: stdinName, ...problem }]));
  return exitCode.couldNotRun;
}

/** A single word can be a misspelled rule. */
function explainText(text: string, format: Format, io: CliIo): ExitCode {
  const ids = [...rules, ...mutations].map((known) => known.id);
  const isId = /^[a-z]+(?:-[a-z0-9]+)+$/.test(text) || closest(text, ids) !== undefined;
  if (!isId || findErrors(text).length > 0) return explainErrors(text, format, io);
  io.writeErr(
    `error: unknown rule "${text}".${didYouMean(text, ids)}\n(mirrorguard rules lists the rules)\n`,
  );
  return exitCode.couldNotRun;
}

function explainErrors(text: string, format: Format, io: CliIo): ExitCode {
  const found = findErrors(text);
  const nearest = found.length > 0 ? [] : nearestErrors(text);
  if (format === 'json') io.writeOut(errorsJson(found, nearest));
  else if (found.length > 0) io.writeOut(errorsText(found, paletteOf(io)));
  else io.writeErr(nearestText(nearest));
  return found.length > 0 ? exitCode.clean : exitCode.findings;
}

function paletteOf(io: CliIo): Palette {
  return paletteFor({ color: usesColor(io) });
}

function findExplanation(id: string): Explanation | undefined {
  const rule = rules.find((known) => known.id === id);
  if (rule !== undefined) return explainRule(rule);
  const mutation = mutations.find((known) => known.id === id);
  return mutation === undefined ? undefined : explainMutation(mutation);
}
