import type { PendingRecord } from '../../webhook/ports.ts';

/** A place where records are written. Each destination has its own chain. */
export interface AuditDestination {
  /** @param record one JSON object as text, not sealed yet */
  write(record: string): void;
  /** Resolves when every accepted record is written, or dropped and counted. */
  close(): Promise<void>;
  /** The current problem, if any. */
  readonly trouble: AuditTrouble | undefined;
}

/** A destination that responses can wait for. */
export interface DurableDestination extends AuditDestination {
  writeDurably(record: string): PendingText;
}

export interface PendingText extends Pick<PendingRecord, 'written'> {
  /** Replaces the record. Without effect once it is on disk. */
  amend(record: string): void;
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
