import type { PendingRecord } from '../../webhook/ports.ts';

/** A record with its number, before it is sealed. */
export interface NumberedRecord {
  readonly seq: number;
  /** One JSON object. */
  readonly text: string;
  /** Set for the last record of a process that stops normally. */
  readonly closes?: true;
}

/** Writes records in the order of their numbers. Each destination seals its own copy. */
export interface AuditDestination {
  write(record: NumberedRecord): void;
  /** Resolves when every accepted record is written, or dropped and counted. */
  close(): Promise<void>;
  /** The current problem, if any. */
  readonly problem: AuditProblem | undefined;
}

/** A destination that responses can wait for. */
export interface DurableDestination extends AuditDestination {
  writeDurably(record: NumberedRecord): PendingText;
}

export interface PendingText extends Pick<PendingRecord, 'written'> {
  /** Replaces the text. No effect once the record is on disk. */
  amend(text: string): void;
}

export interface AuditProblem {
  /** `cannot be written (ENOSPC: no space left on device)` */
  readonly reason: string;
  /** Wall clock of the last attempt. */
  readonly lastMs: number;
}

/** Counters of one destination. */
export interface AuditMeter {
  written(records: number): void;
  dropped(records: number): void;
  /** Counts a failed delivery, with or without a retry. */
  failed(): void;
  /** The number of bytes waiting to be written. */
  pending(bytes: number): void;
}
