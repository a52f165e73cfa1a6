import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { type PolicyTest, readPolicyTest } from '../../config/policy-file/read-policy-test.ts';
import { readManifests } from '../../manifests/read-manifests.ts';
import { count } from '../../model/text/count.ts';
import { paletteFor } from '../../reporting/color.ts';
import { jsonDocument } from '../../reporting/json-document.ts';
import { printable } from '../../reporting/printable.ts';
import { formatProblems } from '../../reporting/problem.ts';
import { type CliIo, type CommandContext, usesColor } from '../cli-io.ts';
import { describeReplaced } from '../cluster-files/positioned-notes.ts';
import { cannotRun, commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';
import { loadPolicy, printProblems } from '../policy/load-policy.ts';
import { readText } from '../policy/read-text.ts';
import { type CaseResult, runCase } from '../policy/run-case.ts';

type Format = 'pretty' | 'json';

interface TestedFile {
  readonly file: string;
  readonly cases: readonly CaseResult[];
}

export function addPolicyTest(policy: Command, { io, finish }: CommandContext): void {
  policy
    .command('test')
    .summary('run the test cases of a policy')
    .description(
      'Evaluates the cases of each file as the webhook would, with the\n' +
        'policy that the file names, and compares the results with the\n' +
        'expectations.',
    )
    .argument('<files...>', 'files with test cases (docs/reference/policy.md)')
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: { 0: 'all cases pass', 1: 'a case fails', 2: cannotRun },
        examples: [['mirrorguard policy test policy-test.yaml', 'test a policy before and after a change']],
      }),
    )
    .action(async (files: readonly string[], { format }: { readonly format: Format }) =>
      finish(await test(files, format, io)),
    );
}

async function test(files: readonly string[], format: Format, io: CliIo): Promise<ExitCode> {
  const tested: TestedFile[] = [];
  for (const file of files) {
    const cases = await testFile(file, io);
    if (cases !== undefined) tested.push({ file, cases });
  }
  const all = tested.flatMap(({ cases }) => cases);
  const failed = all.filter(({ failures }) => failures.length > 0).length;
  const passed = all.length - failed;
  if (format === 'json') io.writeOut(jsonDocument({ passed, failed, files: tested }));
  else if (tested.length > 0) {
    const described = tested.map((one) => describeFile(one, io)).join('');
    io.writeOut(`${described}${count(passed, 'case')} passed, ${failed} failed\n`);
  }
  if (tested.length < files.length) return exitCode.couldNotRun;
  return failed > 0 ? exitCode.findings : exitCode.clean;
}

/** Undefined if an input cannot be read; the problem is printed to standard error. */
async function testFile(file: string, io: CliIo): Promise<readonly CaseResult[] | undefined> {
  const text = await readText(file, io);
  if (text === undefined) return undefined;
  const read = readPolicyTest(text);
  if ('problems' in read) {
    printProblems(file, read.problems, io);
    return undefined;
  }
  const loaded = await loadPolicy(
    read.test.policy === undefined ? undefined : near(file, read.test.policy),
    io,
  );
  const cluster = await readClusterFiles(file, read.test, io);
  if (loaded === 'unreadable' || cluster === undefined) return undefined;
  const context = { policy: loaded.policy, cluster, nowMs: io.nowMs() };
  return read.test.cases.map((one) => runCase(one, context));
}

async function readClusterFiles(
  file: string,
  { cluster = [] }: PolicyTest,
  io: CliIo,
): Promise<readonly unknown[] | undefined> {
  const { manifests, problems } = await readManifests(
    cluster.map((path) => near(file, path)),
    io.readStdin,
  );
  io.writeErr(formatProblems(problems));
  if (problems.length > 0) return undefined;
  io.writeErr(describeReplaced(manifests));
  return manifests.map(({ object }) => object);
}

function near(file: string, path: string): string {
  return resolve(dirname(file), path);
}

function describeFile({ file, cases }: TestedFile, io: CliIo): string {
  const { strong, deny, faint } = paletteFor({ color: usesColor(io) });
  const lines = cases.flatMap(({ name, failures }) => [
    `  ${failures.length === 0 ? faint('pass') : deny('FAIL')}  ${printable(name)}`,
    ...failures.map((failure) => `        ${printable(failure)}`),
  ]);
  return `${strong(printable(file))}\n${lines.map((line) => `${line}\n`).join('')}`;
}
