import type { AuditRecord } from '../../admission/audit-record.ts';
import { fieldOf, isJsonObject, type Json } from '../../domain/json.ts';
import type { CliIo } from '../cli-io.ts';
import { type AuditInput, readEach } from './audit-inputs.ts';

export interface ReadRecords {
  /** Lines that are no records. */
  readonly unreadable: number;
  /** Whether every file could be read. */
  readonly isComplete: boolean;
}

/** Every record of the logs, the oldest file first; lines that are no records are counted and passed over. */
export function readRecords(
  inputs: readonly AuditInput[],
  io: Pick<CliIo, 'writeErr'>,
  onRecord: (record: AuditRecord, line: Buffer) => void,
): ReadRecords {
  let unreadable = 0;
  const isComplete = readEach(oldestFirst(inputs), io, (input) => {
    for (const { bytes } of input.lines()) {
      const record = parseRecord(bytes);
      if (record === undefined) unreadable += 1;
      else onRecord(record, bytes);
    }
  });
  if (unreadable > 0)
    io.writeErr(`warning: lines that are no audit records were passed over: ${unreadable} (see mirrorguard audit verify)\n`);
  return { unreadable, isComplete };
}

/** By the time of their first records: `audit.log*` puts the newest file before the full ones. */
function oldestFirst(inputs: readonly AuditInput[]): readonly AuditInput[] {
  const begins = new Map(inputs.map((input) => [input, firstTimeOf(input)]));
  return inputs.toSorted((a, b) => compare(begins.get(a) ?? '', begins.get(b) ?? ''));
}

function firstTimeOf(input: AuditInput): string {
  try {
    for (const { bytes } of input.lines()) return parseRecord(bytes)?.time ?? '';
    return '';
  } catch {
    // Told when it is read in its turn.
    return '';
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function parseRecord(line: Buffer): AuditRecord | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const texts = ['time', 'uid', 'operation', 'kind', 'name', 'verdict'];

/** Only what readers here rely on is looked at: any program may have written the line. */
function isRecord(value: unknown): value is AuditRecord {
  if (!isJsonObject(value) || !texts.every((field) => typeof value[field] === 'string')) return false;
  const { user, rules, notEvaluated, exemptionsUsed } = value;
  return (
    typeof fieldOf(user, 'name') === 'string' &&
    Array.isArray(fieldOf(user, 'groups')) &&
    Array.isArray(notEvaluated) &&
    isListOfObjects(rules) &&
    isListOfObjects(exemptionsUsed)
  );
}

function isListOfObjects(value: Json | undefined): boolean {
  return Array.isArray(value) && value.every(isJsonObject);
}
