import type { AuditRecord } from '../../audit/record.ts';
import { printable } from '../../reporting/printable.ts';
import type { CliIo } from '../cli-io.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { auditInputs } from './audit-inputs.ts';
import { readRecords } from './read-records.ts';
import { criteriaOf, type RecordFilter } from './record-filter.ts';
import { Sieve } from './sieve.ts';
import { describeUnknownRule, isKnownRule } from './unknown-rule.ts';

export interface FoundRecord {
  readonly record: AuditRecord;
  /** As it was written. */
  readonly line: Buffer;
}

/**
 * Hands on every record that the filter lets through. Where that is none, standard error says which option kept them out. A rule that
 * there is not is a mistake, unless records name it: they may be of another version.
 *
 * @returns how the command has ended
 */
export async function searchRecords(
  files: readonly string[],
  filter: RecordFilter,
  io: CliIo,
  onFound: (found: FoundRecord) => void,
): Promise<ExitCode> {
  const say = (text: string) => io.writeErr(`${printable(text)}\n`);
  const { rule, sinceMs = -Infinity, untilMs = Infinity } = filter;
  if (sinceMs >= untilMs) {
    say('error: --until has to be later than --since: nothing is from then on and before it');
    return exitCode.couldNotRun;
  }
  const { inputs } = await auditInputs(files, io);
  const criteria = criteriaOf(filter);
  const sieve = new Sieve(criteria);
  const isComplete = readRecords(inputs, io, (record, line) => {
    if (sieve.lets(record)) onFound({ record, line });
  });
  if (rule !== undefined && !isKnownRule(rule)) {
    const isOfOtherVersion = criteria.some(
      (criterion) => criterion.option === 'rule' && sieve.isMet(criterion),
    );
    if (!isOfOtherVersion) {
      say(`error: ${describeUnknownRule(rule)}`);
      return exitCode.couldNotRun;
    }
    say(
      `note: mirrorguard ${io.version} has no rule "${rule}"; the records that name it are of another version`,
    );
  }
  if (!isComplete) return exitCode.couldNotRun;
  const nothing = sieve.whyNothing();
  if (nothing !== undefined) say(`note: ${nothing}`);
  return exitCode.clean;
}
