import { type ReadRecords, readRecords } from '../../audit/reading/read-records.ts';
import { criteriaOf, type RecordFilter } from '../../audit/reading/record-filter.ts';
import { RecordSelection } from '../../audit/reading/record-selection.ts';
import type { AuditRecord } from '../../audit/record.ts';
import { count } from '../../model/text/count.ts';
import { printable } from '../../reporting/printable.ts';
import { rules } from '../../rules/index.ts';
import { mutations } from '../../rules/mutations/index.ts';
import type { CliIo } from '../cli-io.ts';
import { didYouMean } from '../closest.ts';
import { cannotRun } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { auditInputs, unreadableReporter } from './audit-inputs.ts';

/** The exit status of `audit query` and `audit stats`. */
export const searchExitStatus = { 0: 'all files were read, with or without results', 2: cannotRun } as const;

export interface FoundRecord {
  readonly record: AuditRecord;
  /** The unchanged line. */
  readonly line: Buffer;
}

/**
 * Passes on every record that matches the filter. If no record matches, standard error names the options that
 * exclude all records. An unknown rule is an error unless a record contains it, because records can be from
 * another version.
 */
export async function searchRecords(
  files: readonly string[],
  filter: RecordFilter,
  io: CliIo,
  onFound: (found: FoundRecord) => void,
): Promise<ExitCode> {
  const report = reporterOf(io);
  if (!isPeriod(filter, report)) return exitCode.couldNotRun;
  const { inputs } = await auditInputs(files, io);
  const selection = new RecordSelection(criteriaOf(filter));
  const read = readRecords(inputs, {
    onUnreadable: unreadableReporter(io),
    record(record, line) {
      if (selection.selects(record)) onFound({ record, line });
    },
  });
  reportSkipped(read, report);
  if (!checkRule(filter, { selection, report, version: io.version })) return exitCode.couldNotRun;
  if (!read.isComplete) return exitCode.couldNotRun;
  const { emptyReason } = selection;
  if (emptyReason !== undefined) report(`note: ${emptyReason}`);
  return exitCode.clean;
}

export type Report = (text: string) => void;

export const reporterOf =
  (io: Pick<CliIo, 'writeErr'>): Report =>
  (text) =>
    io.writeErr(`${printable(text)}\n`);

export function isPeriod(
  { sinceMs = -Infinity, untilMs = Infinity }: Pick<RecordFilter, 'sinceMs' | 'untilMs'>,
  report: Report,
): boolean {
  if (sinceMs < untilMs) return true;
  report('error: --until must be later than --since');
  return false;
}

export function reportSkipped({ skippedLines }: ReadRecords, report: Report): void {
  if (skippedLines === 0) return;
  const lines = count(skippedLines, 'line that is not an audit record', 'lines that are not audit records');
  report(`warning: skipped ${lines}; see \`mirrorguard audit verify\``);
}

interface RuleCheck {
  readonly selection: RecordSelection;
  readonly report: Report;
  readonly version: string;
}

/** @returns false if neither this version nor any record contains the rule of the filter */
function checkRule({ rule }: RecordFilter, { selection, report, version }: RuleCheck): boolean {
  const ids = rules.map(({ id }) => id);
  if (rule === undefined || ids.includes(rule)) return true;
  if (selection.hasMatch('rule')) {
    report(`note: mirrorguard ${version} has no rule "${rule}"; records of another version name it`);
    return true;
  }
  const isMutation = mutations.some(({ id }) => id === rule);
  report(
    isMutation
      ? `error: ${rule} is a mutation, not a rule; records show mutations in \`patch\``
      : `error: unknown rule "${rule}"; no record names it.${didYouMean(rule, ids)} Run ` +
          `\`mirrorguard rules\` to list rules.`,
  );
  return false;
}
