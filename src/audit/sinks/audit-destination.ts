import type { PendingRecord } from '../../webhook/ports.ts';

/** A record that has its number, but is not sealed yet. */
export interface NumberedRecord {
  readonly seq: number;
  /** One JSON object. */
  readonly text: string;
  /** The last record of a process that ends in order. */
  readonly closes?: true;
}

/** A place where records are written in the order of their numbers. Each destination seals its own copy. */
export interface AuditDestination {
  write(record: NumberedRecord): void;
  /** Resolves when every accepted record is written, or dropped and counted. */
  close(): Promise<void>;
  /** The current problem, if any. */
  readonly trouble: AuditTrouble | undefined;
}

/** A destination that responses can wait for. */
export interface DurableDestination extends AuditDestination {
  writeDurably(record: NumberedRecord): PendingText;
}

export interface PendingText extends Pick<PendingRecord, 'written'> {
  /** Replaces the text. Without effect once it is on disk. */
  amend(text: string): void;
}

export interface AuditTrouble {
  /** `cannot be written (ENOSPC: no space left on device)` */
  readonly reason: string;
  /** Wall clock of the last attempt. */
  readonly lastMs: number;
}

/** Counters of one destination. */
export interface AuditMeter {
  written(records: number): void;
  dropped(records: number): void;
  /** Counts a failed delivery, whether or not it is retried. */
  failed(): void;
  /** Bytes that wait to be written. */
  pending(bytes: number): void;
}
