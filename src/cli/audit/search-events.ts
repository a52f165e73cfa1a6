import type { AuditEvent } from '../../audit/reading/parse-record.ts';
import { readRecords } from '../../audit/reading/read-records.ts';
import type { RecordFilter } from '../../audit/reading/record-filter.ts';
import type { CliIo } from '../cli-io.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { auditInputs, unreadableReporter } from './audit-inputs.ts';
import { isPeriod, reporterOf, reportSkipped } from './search-records.ts';

/** Records that are not decisions. */
export const eventTypes = ['policy', 'closed'] as const;

export interface EventSearch {
  readonly type: (typeof eventTypes)[number];
  /** Options other than the period select decisions and are errors here. */
  readonly filter: RecordFilter;
}

/** Yields every event of the type in the period. */
export async function searchEvents(
  files: readonly string[],
  { type, filter: { sinceMs, untilMs, ...others } }: EventSearch,
  io: CliIo,
  onFound: (found: { readonly event: AuditEvent; readonly line: Buffer }) => void,
): Promise<ExitCode> {
  const report = reporterOf(io);
  const [other] = Object.keys(others);
  if (other !== undefined) {
    report(`error: --${other} selects decisions; only --since and --until can be used with --type ${type}`);
    return exitCode.couldNotRun;
  }
  const period = {
    ...(sinceMs === undefined ? {} : { sinceMs }),
    ...(untilMs === undefined ? {} : { untilMs }),
  };
  if (!isPeriod(period, report)) return exitCode.couldNotRun;
  const { inputs } = await auditInputs(files, io);
  let ofType = 0;
  let selected = 0;
  const read = readRecords(inputs, {
    onUnreadable: unreadableReporter(io),
    event(event, line) {
      if (event.type !== type) return;
      ofType += 1;
      const ms = Date.parse(event.time);
      if (ms < (sinceMs ?? -Infinity) || ms >= (untilMs ?? Infinity)) return;
      selected += 1;
      onFound({ event, line });
    },
  });
  reportSkipped(read, report);
  if (!read.isComplete) return exitCode.couldNotRun;
  if (selected === 0) {
    const why = ofType === 0 ? 'the files contain none' : `the files contain ${ofType} outside the period`;
    report(`note: found no record of type ${type}; ${why}`);
  }
  return exitCode.clean;
}
