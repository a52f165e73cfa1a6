import type { AuditRecord } from '../../audit/record.ts';
import type { CliIo } from '../cli-io.ts';
import { type AuditInput, readEach, readQuietly } from './audit-inputs.ts';
import { parseRecord } from './parse-record.ts';
import { NotReadable } from './read-lines.ts';

const openingBrace = '{'.charCodeAt(0);

/**
 * Every record of the logs, the oldest file first; lines that are no records are counted and passed over.
 *
 * @returns whether every file could be read
 */
export function readRecords(
  inputs: readonly AuditInput[],
  io: Pick<CliIo, 'writeErr'>,
  onRecord: (record: AuditRecord, line: Buffer) => void,
): boolean {
  let unreadable = 0;
  const isComplete = readEach(oldestFirst(inputs), io, (input) => {
    let records = 0;
    let strange = 0;
    for (const { bytes } of input.lines()) {
      const record = parseRecord(bytes);
      if (record === undefined) {
        unreadable += 1;
        if (!startsAsJson(bytes)) strange += 1;
        continue;
      }
      records += 1;
      onRecord(record, bytes);
    }
    if (records === 0 && strange > 0)
      throw new NotReadable('is no audit log: not one line of it is a record');
  });
  if (unreadable > 0)
    io.writeErr(
      `warning: lines that are no audit records were passed over: ${unreadable} (see mirrorguard audit verify)\n`,
    );
  return isComplete;
}

/** As each line does of what a pod writes, also before its first decision. */
function startsAsJson(line: Buffer): boolean {
  return line[0] === openingBrace;
}

/** By the time of their first records: `audit.log*` puts the newest file before the full ones. */
function oldestFirst(inputs: readonly AuditInput[]): readonly AuditInput[] {
  const begins = new Map(inputs.map((input) => [input, firstTimeOf(input)]));
  return inputs.toSorted((a, b) => compare(begins.get(a) ?? '', begins.get(b) ?? ''));
}

function firstTimeOf(input: AuditInput): string {
  let time = '';
  readQuietly(input, (lines) => {
    for (const { bytes } of lines) {
      time = parseRecord(bytes)?.time ?? '';
      return;
    }
  });
  return time;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
