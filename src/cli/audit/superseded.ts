import type { AuditRecord } from '../../audit/audit-record.ts';
import { type AuditInput, readQuietly } from './audit-inputs.ts';
import { parseRecord } from './parse-record.ts';

/** The questions, by `questionOf`, whose first record does not say what was answered. */
export type Corrected = ReadonlySet<string>;

const mark = Buffer.from('"unrecorded"');

/**
 * The questions that have a second record, which says what was answered (`Failure` in `admission/audit-record.ts`). It may stand in
 * the file after that of the first.
 *
 * Cost: reads everything, but parses only what looks like a second record; memory in proportion to these.
 */
export function findCorrected(inputs: readonly AuditInput[]): Corrected {
  const corrected = new Set<string>();
  for (const input of inputs) {
    readQuietly(input, (lines) => {
      for (const { bytes } of lines) {
        const record = bytes.includes(mark) ? parseRecord(bytes) : undefined;
        if (record?.failure === 'unrecorded') corrected.add(questionOf(record));
      }
    });
  }
  return corrected;
}

/** Whether it tells of a decision that was not the answer in the end. */
export function isSuperseded(record: AuditRecord, corrected: Corrected): boolean {
  return record.failure !== 'unrecorded' && corrected.has(questionOf(record));
}

function questionOf({ uid, stage }: AuditRecord): string {
  return `${uid} ${stage}`;
}
