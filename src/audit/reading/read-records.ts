import type { AuditRecord } from '../record.ts';
import { type AuditInput, type OnUnreadable, readEach, readQuietly } from './audit-input.ts';
import { type AuditEvent, parseEvent, parseRecord, timeOfLine } from './parse-record.ts';
import { NotReadable } from './read-lines.ts';

const openingBrace = '{'.charCodeAt(0);

export interface RecordListener {
  record?(record: AuditRecord, line: Buffer): void;
  event?(event: AuditEvent, line: Buffer): void;
  readonly onUnreadable: OnUnreadable;
}

export interface ReadRecords {
  /** Whether every input was read. */
  readonly isComplete: boolean;
  /** The number of lines that are not records. */
  readonly skippedLines: number;
}

/** Reads every record of the logs, the oldest file first. */
export function readRecords(inputs: readonly AuditInput[], listener: RecordListener): ReadRecords {
  let skippedLines = 0;
  const isComplete = readEach(oldestFirst(inputs), listener.onUnreadable, (input) => {
    skippedLines += readInput(input, listener);
  });
  return { isComplete, skippedLines };
}

/** @returns the number of lines that are not records */
function readInput(input: AuditInput, listener: RecordListener): number {
  let skipped = 0;
  let foreign = 0;
  let known = 0;
  for (const { bytes } of input.lines()) {
    if (readLine(bytes, listener)) known += 1;
    else {
      skipped += 1;
      foreign += startsAsJson(bytes) ? 0 : 1;
    }
  }
  if (known === 0 && foreign > 0) throw new NotReadable('is not an audit log: none of its lines is a record');
  return skipped;
}

/** @returns whether the line is a record */
function readLine(line: Buffer, listener: RecordListener): boolean {
  const record = parseRecord(line);
  if (record !== undefined) {
    listener.record?.(record, line);
    return true;
  }
  const event = parseEvent(line);
  if (event !== undefined) listener.event?.(event, line);
  return event !== undefined;
}

/** True for every line of a pod, including lines before its first decision. */
function startsAsJson(line: Buffer): boolean {
  return line[0] === openingBrace;
}

/** Sorts by the time of the first record, because `audit.log*` expands to the current file first. */
function oldestFirst(inputs: readonly AuditInput[]): readonly AuditInput[] {
  const times = new Map(inputs.map((input) => [input, firstTimeOf(input)]));
  return inputs.toSorted((a, b) => compare(times.get(a) ?? '', times.get(b) ?? ''));
}

function firstTimeOf(input: AuditInput): string {
  let time = '';
  readQuietly(input, (lines) => {
    for (const { bytes } of lines) {
      time = timeOfLine(bytes) ?? '';
      return;
    }
  });
  return time;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
