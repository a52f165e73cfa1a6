import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ChainHead } from '../../audit/audit-chain.ts';
import type { ChainNote } from '../../audit/reading/chain-check.ts';
import type { JoinedChain } from '../../audit/reading/join-chains.ts';
import { type Verification, verifyLogs } from '../../audit/reading/verify-logs.ts';
import { count } from '../../model/text/count.ts';
import { paletteFor } from '../../reporting/colour.ts';
import { printable } from '../../reporting/printable.ts';
import { auditInputs, unreadableReporter } from '../audit/audit-inputs.ts';
import { wantsColour } from '../cli-io.ts';
import type { CommandContext } from '../command-context.ts';
import { cannotRun, commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';

interface VerifyOptions {
  readonly format: 'pretty' | 'json';
  readonly head: readonly ChainHead[];
}

/** Thousands of problems usually have one cause. */
const maxShown = 100;

export function addAuditVerify(audit: Command, context: CommandContext): void {
  audit
    .command('verify')
    .summary('verify that a log is unchanged')
    .description(
      'Verifies the hash chain of audit logs and reports every record that was changed, removed, moved or ' +
        'duplicated, with file and line. Pass the current file and all rotated files, in any order. ' +
        'Only --head detects records that are missing at the end.',
    )
    .argument('<files...>', 'audit logs as written; - for standard input')
    .addOption(formatOption(['pretty', 'json']))
    .addOption(
      new Option('--head <log:seq:hash>', 'a head that verify printed earlier; repeatable')
        .argParser((text: string, before: readonly ChainHead[]) => [...before, readHead(text)])
        .default([], 'none'),
    )
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: { 0: 'verified', 1: 'not verified', 2: cannotRun },
        examples: [
          ['mirrorguard audit verify /var/log/mirrorguard/audit.log*', 'a log with its rotated files'],
          ['oc logs deploy/mirrorguard | mirrorguard audit verify -', 'the standard output of a replica'],
        ],
      }),
    )
    .action(async (files: readonly string[], options: VerifyOptions) =>
      context.finish(await verify(files, options, context)),
    );
}

async function verify(
  files: readonly string[],
  { format, head }: VerifyOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  const { inputs, partialFiles } = await auditInputs(files, io);
  const problems: ChainNote[] = [];
  const notes: ChainNote[] = partialFiles.map((file) => ({
    file,
    message: 'skipped: bytes of an interrupted write, not a log',
  }));
  const keep = (list: ChainNote[]) => (note: ChainNote) => {
    if (list.length < maxShown) list.push(note);
  };
  const result = verifyLogs(inputs, head, {
    problem: keep(problems),
    note: keep(notes),
    onUnreadable: unreadableReporter(io),
  });
  const { chains, isComplete } = result;
  const isVerified = result.problems === 0 && chains.length > 0;
  if (format === 'json') {
    const report = { schemaVersion: 1, isVerified, problemCount: result.problems, problems, notes, chains };
    io.writeOut(`${JSON.stringify(report, undefined, 2)}\n`);
  } else {
    const { strong, deny, faint } = paletteFor({ colour: wantsColour(io) });
    const lines = [
      ...problems.map((note) => `${strong(where(note))}  ${deny('error')}  ${printable(note.message)}`),
      ...(result.problems > problems.length ? [`and ${result.problems - problems.length} more`] : []),
      ...notes.map((note) => `${strong(where(note))}  ${faint('note')}  ${printable(note.message)}`),
      ...chains.map(describeChain),
      summaryOf(result),
    ];
    io.writeOut(`${lines.join('\n')}\n`);
  }
  if (!isComplete) return exitCode.couldNotRun;
  return isVerified ? exitCode.clean : exitCode.findings;
}

function where({ file, line }: ChainNote): string {
  return printable(line === undefined ? file : `${file}:${line}`);
}

function describeChain({ records, firstSeq, head: { log, seq, hash } }: JoinedChain): string {
  return `${count(records, 'record')}, ${firstSeq} to ${seq}; head ${printable(`${log}:${seq}:${hash}`)}`;
}

function summaryOf({ problems, chains, isComplete }: Verification): string {
  if (problems > 0) return `Not verified: ${count(problems, 'problem')}.`;
  if (!isComplete) return 'Not verified: some files could not be read.';
  if (chains.length === 0) return 'Not verified: the files contain no records.';
  const verified = chains.every(({ firstSeq }) => firstSeq === 1)
    ? 'Verified.'
    : 'Verified, except for older files that were not passed.';
  return `${verified} Save the head and pass it to --head later to detect truncation.`;
}

function readHead(text: string): ChainHead {
  const [, log = '', seq = '', hash = ''] = /^([0-9a-f]{16}):(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (log === '') throw new InvalidArgumentError('Write it as verify prints it: LOG:NUMBER:HASH.');
  return { log, seq: Number(seq), hash };
}
