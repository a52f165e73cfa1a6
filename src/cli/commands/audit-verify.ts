import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ChainHead } from '../../audit/audit-chain.ts';
import { readApiAudit } from '../../audit/reading/api-audit.ts';
import type { ChainNote } from '../../audit/reading/chain-check.ts';
import type { JoinedChain } from '../../audit/reading/join-chains.ts';
import { type Verification, verifyLogs } from '../../audit/reading/verify-logs.ts';
import { keyedSeal, type Seals, sealsOf } from '../../audit/seal.ts';
import { reasonOf } from '../../manifests/system-reason.ts';
import { count } from '../../model/text/count.ts';
import { paletteFor } from '../../reporting/color.ts';
import { jsonDocument } from '../../reporting/json-document.ts';
import { printable } from '../../reporting/printable.ts';
import { auditInputs, unreadableReporter } from '../audit/audit-inputs.ts';
import { type CommandContext, usesColor } from '../cli-io.ts';
import { cannotRun, commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption, repeatable } from '../options.ts';

interface VerifyOptions {
  readonly format: 'pretty' | 'json';
  readonly head: readonly ChainHead[];
  readonly apiAudit: readonly string[];
  readonly keyFile: readonly string[];
}

/** Limit, because thousands of problems usually have one cause. */
const maxShown = 100;

export function addAuditVerify(audit: Command, context: CommandContext): void {
  audit
    .command('verify')
    .summary('verify that a log is unchanged')
    .description(
      'Verifies the hash chain of audit logs and reports every record that was changed, removed, moved or ' +
        'duplicated, with file and line. Pass the current file and all rotated files, in any order. ' +
        'Only --head and --api-audit detect records that are missing at the end.',
    )
    .argument('<files...>', 'audit logs as written; - for standard input')
    .addOption(formatOption(['pretty', 'json']))
    .addOption(
      new Option('--head <log:seq:hash>', 'a head that verify printed earlier; repeatable')
        .argParser((text: string, before: readonly ChainHead[]) => [...before, readHead(text)])
        .default([], 'none'),
    )
    .addOption(
      repeatable('--api-audit <file>', "the API server's audit log of that time").default([], 'none'),
    )
    .addOption(repeatable('--key-file <file>', 'a key of the webhook (--audit-key-file)').default([], 'none'))
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: { 0: 'verified', 1: 'not verified', 2: cannotRun },
        examples: [
          ['mirrorguard audit verify /var/log/mirrorguard/audit.log*', 'a log with its rotated files'],
          ['oc logs deploy/mirrorguard | mirrorguard audit verify -', 'the standard output of a replica'],
          [
            'mirrorguard audit verify --api-audit kube-apiserver.log audit.log*',
            'with the decisions that the API server used',
          ],
        ],
      }),
    )
    .action(async (files: readonly string[], options: VerifyOptions) =>
      context.finish(await verify(files, options, context)),
    );
}

async function verify(
  files: readonly string[],
  options: VerifyOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  const onUnreadable = unreadableReporter(io);
  const seals = readSeals(options.keyFile, io);
  if (seals === undefined) return exitCode.couldNotRun;
  const apiAudit =
    options.apiAudit.length === 0
      ? undefined
      : readApiAudit((await auditInputs(options.apiAudit, io)).inputs, onUnreadable);
  if (apiAudit?.isComplete === false) return exitCode.couldNotRun;

  const { inputs, partialFiles, missingFiles } = await auditInputs(files, io);
  const problems: ChainNote[] = missingFiles.map((file) => ({
    file,
    message: 'missing: the file that continues the rotated files was not passed, or it was deleted',
  }));
  const notes: ChainNote[] = partialFiles.map((file) => ({
    file,
    message: 'skipped: bytes of an interrupted write, not a log',
  }));
  const keep = (list: ChainNote[]) => (note: ChainNote) => {
    if (list.length < maxShown) list.push(note);
  };
  const verification = verifyLogs(
    inputs,
    { expected: options.head, seals, apiAudit },
    { problem: keep(problems), note: keep(notes), onUnreadable },
  );
  return report(
    { ...verification, problems: verification.problems + missingFiles.length },
    { problems, notes, format: options.format },
    io,
  );
}

/** Undefined if a key cannot be read; the reason is printed to standard error. */
function readSeals(files: readonly string[], io: CommandContext['io']): Seals | undefined {
  try {
    return sealsOf(files.map((file) => keyedSeal(readFileSync(file))));
  } catch (error) {
    io.writeErr(`${printable(`error: --key-file ${reasonOf(error as Error)}`)}\n`);
    return undefined;
  }
}

interface Shown {
  readonly problems: readonly ChainNote[];
  readonly notes: readonly ChainNote[];
  readonly format: VerifyOptions['format'];
}

function report(
  result: Verification,
  { problems, notes, format }: Shown,
  io: CommandContext['io'],
): ExitCode {
  const { chains, isComplete } = result;
  const isVerified = result.problems === 0 && chains.length > 0;
  if (format === 'json') {
    io.writeOut(jsonDocument({ isVerified, problemCount: result.problems, problems, notes, chains }));
  } else {
    const { strong, deny, faint } = paletteFor({ color: usesColor(io) });
    const lines = [
      ...problems.map((note) => `${strong(where(note))}  ${deny('error')}  ${printable(note.message)}`),
      ...(result.problems > problems.length ? [`and ${result.problems - problems.length} more`] : []),
      ...notes.map((note) => `${strong(where(note))}  ${faint('note')}  ${printable(note.message)}`),
      ...chains.slice(0, maxShown).map(describeChain),
      ...(chains.length > maxShown ? [`and ${chains.length - maxShown} more chains`] : []),
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

function describeChain({ records, firstSeq, head: { log, seq, hash }, isClosed }: JoinedChain): string {
  const head = printable(`${log}:${seq}:${hash}`);
  return `${count(records, 'record')}, ${firstSeq} to ${seq}${isClosed ? '' : ', not closed'}; head ${head}`;
}

function summaryOf({ problems, chains, isComplete }: Verification): string {
  if (problems > 0) return `Not verified: ${count(problems, 'problem')}.`;
  if (!isComplete) return 'Not verified: some files could not be read.';
  if (chains.length === 0) return 'Not verified: the files contain no records.';
  const dropped = chains.reduce((sum, chain) => sum + chain.dropped, 0);
  const exceptions = [
    ...(chains.some(({ isCut }) => isCut) ? ['retention removed older records'] : []),
    ...(dropped > 0 ? [`${count(dropped, 'decision')} could not be written`] : []),
  ];
  const verified = exceptions.length === 0 ? 'Verified.' : `Verified, but ${exceptions.join(', and ')}.`;
  return `${verified} Save the head and pass it to --head later to detect truncation.`;
}

function readHead(text: string): ChainHead {
  const [, log = '', seq = '', hash = ''] = /^([0-9a-f]{16}):(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (log === '') throw new InvalidArgumentError('Write it as verify prints it: LOG:NUMBER:HASH.');
  return { log, seq: Number(seq), hash };
}
