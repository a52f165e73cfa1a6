import { statSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type FixedFile, fixFile } from '../../manifests/edit/fix-file.ts';
import { replaceFile } from '../../manifests/edit/replace-file.ts';
import { type Manifests, readManifests, stdinName } from '../../manifests/read-manifests.ts';
import type { InputProblem } from '../../manifests/source-file.ts';
import { reasonOf } from '../../manifests/system-reason.ts';
import { paletteFor } from '../../reporting/colour.ts';
import { type FixReport, fixDiff, fixJson, fixSummary } from '../../reporting/fix-report.ts';
import { formatProblem } from '../../reporting/problem.ts';
import { defaultMutations, mutations } from '../../rules/mutations/index.ts';
import { wantsColour } from '../cli-io.ts';
import { didYouMean } from '../closest.ts';
import type { CommandContext } from '../command-context.ts';
import { examplesHelp } from '../examples-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';

interface FixOptions {
  readonly write?: boolean;
  readonly enable: ReadonlySet<string>;
  readonly format: 'pretty' | 'json';
}

const onRequest = mutations.filter(({ meta }) => meta.default === 'off');

export function addFix(program: Command, context: CommandContext): void {
  program
    .command('fix')
    .summary('repair what can be repaired without a doubt')
    .description(
      'Makes the repairs that the webhook makes while mutating, in the text of YAML or JSON files: comments, order, quotes and line ends ' +
        'stay. Without --write it only prints the difference.',
    )
    .argument(
      '[paths...]',
      'files, folders (with all below them) or - for standard input; default: the current folder',
    )
    .option('-w, --write', 'change the files; of standard input the result is printed')
    .addOption(
      new Option('--enable <repair>', 'make a repair that is off by default; repeatable')
        .argParser(addMutation)
        .default(defaultMutations, 'the safe ones'),
    )
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText(
      'after',
      () =>
        `\n${repairsHelp()}\nExit status: 0 nothing to repair, or written; 1 something would change; 2 an input could not be read.`,
    )
    .addHelpText(
      'after',
      examplesHelp([
        ['mirrorguard fix manifests/', 'what would change'],
        ['mirrorguard fix --write manifests/', 'change it'],
        ['mirrorguard fix --write - < idms.yaml > fixed.yaml', 'as a filter'],
      ]),
    )
    .action(async (paths: readonly string[], options: FixOptions) =>
      context.finish(await fix(paths, options, context)),
    );
}

function repairsHelp(): string {
  const line = ({ id, meta }: (typeof mutations)[number]) =>
    `  ${id.padEnd(30)}${meta.default === 'off' ? '(off) ' : ''}${meta.summary}\n`;
  return `Repairs:\n${mutations.map(line).join('')}`;
}

function addMutation(id: string, previous: ReadonlySet<string>): ReadonlySet<string> {
  const ids = onRequest.map((mutation) => mutation.id);
  if (!ids.includes(id) && !defaultMutations.has(id))
    throw new InvalidArgumentError(
      `There is no such repair.${didYouMean(id, ids)} \`mirrorguard fix --help\` lists them.`,
    );
  return new Set([...previous, id]);
}

async function fix(
  paths: readonly string[],
  { write = false, enable, format }: FixOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  if (write && format === 'json' && paths.includes('-')) {
    io.writeErr(
      'error: --write prints the repaired text of standard input, which is no JSON; leave out --format or --write\n',
    );
    return exitCode.couldNotRun;
  }
  const input = await readManifests(paths.length === 0 ? ['.'] : paths, io.readStdin);
  const fixed = fixAll(input, enable);
  const failures = write ? fixed.flatMap(writeFixed) : [];
  const report = toReport(input, fixed, failures, write);
  const palette = paletteFor({ colour: wantsColour(io) });

  const filtered = write ? fixed.find(({ file }) => file.name === stdinName) : undefined;
  if (filtered !== undefined) {
    io.writeOut(withByteOrderMark(filtered));
    io.writeErr(fixSummary(report, paletteFor({ colour: false })));
  } else if (format === 'json') io.writeOut(fixJson(report));
  else if (write) io.writeOut(fixSummary(report, palette));
  else {
    io.writeOut(fixDiff(report, palette));
    io.writeErr(fixSummary(report, paletteFor({ colour: false })));
  }
  if (format !== 'json')
    for (const problem of report.problems) io.writeErr(formatProblem(problem, paletteFor({ colour: false })));
  if (report.problems.length > 0) return exitCode.couldNotRun;
  return write || report.files.length === 0 ? exitCode.clean : exitCode.findings;
}

/** A file of which a part could not be read is left alone. */
function fixAll({ manifests, problems }: Manifests, enabled: ReadonlySet<string>): readonly FixedFile[] {
  const unread = new Set(problems.map(({ file }) => file));
  const byFile = Map.groupBy(manifests, ({ document }) => document.file);
  return [...byFile].flatMap(([file, own]) => (unread.has(file.name) ? [] : [fixFile(file, own, enabled)]));
}

function toReport(
  { problems }: Manifests,
  fixed: readonly FixedFile[],
  failures: readonly InputProblem[],
  written: boolean,
): FixReport {
  const unwritten = new Set(failures.map(({ file }) => file));
  const done = fixed.filter(({ file }) => !unwritten.has(file.name));
  const changed = done.filter(({ file, text }) => text !== file.text);
  return {
    repairs: done.flatMap(({ repairs }) => repairs),
    files: changed.map(({ file, text }) => ({ name: file.name, before: file.text, after: text })),
    problems: [...problems, ...fixed.flatMap((one) => one.problems), ...failures],
    written,
  };
}

function writeFixed(fixed: FixedFile): readonly InputProblem[] {
  const { file, text } = fixed;
  if (text === file.text || file.name === stdinName) return [];
  try {
    if (!statSync(file.name).isFile()) {
      // What <(...) hands over is gone once it is read.
      return [
        {
          file: file.name,
          message: 'is no file that can be written back',
          fix: 'Give it as -: the result is printed.',
        },
      ];
    }
    replaceFile(file.name, withByteOrderMark(fixed));
    return [];
  } catch (error) {
    return [{ file: file.name, message: reasonOf(error, 'write'), fix: 'Check its permissions.' }];
  }
}

function withByteOrderMark({ file, text }: FixedFile): string {
  return file.hasByteOrderMark ? `\ufeff${text}` : text;
}
