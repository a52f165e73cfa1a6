import { statSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { apiVersionFix } from '../../engine/api-version-fix.ts';
import { type FixedFile, fixFile } from '../../manifests/edit/fix-file.ts';
import { replaceFile } from '../../manifests/edit/replace-file.ts';
import { type Manifests, readManifests } from '../../manifests/read-manifests.ts';
import { stdinName } from '../../manifests/read-source.ts';
import type { InputProblem } from '../../manifests/source-file.ts';
import { reasonOf } from '../../manifests/system-reason.ts';
import { paletteFor } from '../../reporting/color.ts';
import { type FixReport, fixDiff, fixJson, fixSummary } from '../../reporting/fix-report.ts';
import { formatProblems, formatWarnings } from '../../reporting/problem.ts';
import { defaultMutations, mutations } from '../../rules/mutations/index.ts';
import { type CommandContext, usesColor } from '../cli-io.ts';
import { didYouMean } from '../closest.ts';
import { cannotRun, commandHelp, inputPaths } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { excludeOption, formatOption } from '../options.ts';
import { fileProgress } from '../progress.ts';

interface FixOptions {
  readonly write?: boolean;
  readonly enable: ReadonlySet<string>;
  readonly exclude?: readonly string[];
  readonly format: 'pretty' | 'json';
}

const onRequest = mutations.filter(({ meta }) => meta.default === 'off');

export function addFix(program: Command, context: CommandContext): void {
  program
    .command('fix')
    .summary('apply safe fixes')
    .description(
      'Applies the mutations of the webhook to the text of YAML or\n' +
        'JSON files. Keeps comments, order, quotes and line endings.\n' +
        'Without --write, prints the changes as a diff.',
    )
    .argument('[paths...]', inputPaths)
    .option('-w, --write', 'change the files; print the result of standard input')
    .addOption(
      new Option('--enable <fix>', 'apply a fix that is off by default; repeatable')
        .argParser(addMutation)
        .default(defaultMutations, 'the safe fixes'),
    )
    .addOption(excludeOption())
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText('after', fixesHelp)
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: { 0: 'nothing to fix, or fixed', 1: 'there is something to fix', 2: cannotRun },
        examples: [
          ['mirrorguard fix manifests/', 'show the changes'],
          ['mirrorguard fix --write manifests/', 'change the files'],
          ['mirrorguard fix --write - < idms.yaml > fixed.yaml', 'use it as a filter'],
        ],
      }),
    )
    .action(async (paths: readonly string[], options: FixOptions) =>
      context.finish(await fix(paths, options, context)),
    );
}

function fixesHelp(): string {
  const line = (id: string, text: string) => `  ${id.padEnd(30)}${text}\n`;
  const lines = mutations.map(({ id, meta }) =>
    line(id, `${meta.default === 'off' ? '(off) ' : ''}${meta.summary}`),
  );
  return `\nFixes:\n${line(apiVersionFix.id, apiVersionFix.summary)}${lines.join('')}`.trimEnd();
}

function addMutation(id: string, previous: ReadonlySet<string>): ReadonlySet<string> {
  const ids = onRequest.map((mutation) => mutation.id);
  if (!ids.includes(id) && !defaultMutations.has(id))
    throw new InvalidArgumentError(
      `Unknown fix.${didYouMean(id, ids)} \`mirrorguard fix --help\` lists the fixes.`,
    );
  return new Set([...previous, id]);
}

async function fix(
  paths: readonly string[],
  { write = false, enable, exclude = [], format }: FixOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  if (write && format === 'json' && paths.includes('-')) {
    io.writeErr(
      'error: --write prints the fixed standard input, which is not JSON; omit --format or --write\n',
    );
    return exitCode.couldNotRun;
  }
  const input = await readManifests(paths.length === 0 ? ['.'] : paths, io.readStdin, {
    exclude,
    ...fileProgress(io),
  });
  io.writeErr(formatWarnings(input.warnings));
  const fixed = fixAll(input, enable);
  const failures = write ? fixed.flatMap(writeFixed) : [];
  const report = toReport(input, fixed, failures, write);
  const palette = paletteFor({ color: usesColor(io) });

  const filtered = write ? fixed.find(({ file }) => file.name === stdinName) : undefined;
  if (filtered !== undefined) {
    io.writeOut(withByteOrderMark(filtered));
    io.writeErr(fixSummary(report, paletteFor({ color: false })));
  } else if (format === 'json') io.writeOut(fixJson(report));
  else if (write) io.writeOut(fixSummary(report, palette));
  else {
    io.writeOut(fixDiff(report, palette));
    io.writeErr(fixSummary(report, paletteFor({ color: false })));
  }
  if (format !== 'json') io.writeErr(formatProblems(report.problems));
  if (report.problems.length > 0) return exitCode.couldNotRun;
  return write || report.files.length === 0 ? exitCode.clean : exitCode.findings;
}

/** Files that cannot be read completely are not changed. */
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
    fixes: done.flatMap(({ fixes }) => fixes),
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
      // The pipe of <(...) is empty after reading and cannot be written.
      return [
        {
          file: file.name,
          message: 'is not a regular file and cannot be written',
          fix: 'Pass it as - to print the result.',
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
