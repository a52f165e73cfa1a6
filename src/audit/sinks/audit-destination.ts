/** Somewhere that records go. Each destination has a chain of its own. */
export interface AuditDestination {
  /**
   * @param record one JSON object as text, not yet sealed
   * @returns a promise where the answer has to wait for it; it rejects with `RecordPending` when that takes
   * longer than an answer can wait, with anything else when the record is lost
   */
  write(record: string): void | Promise<void>;
  /** Everything taken is written, or given up and counted, when the promise resolves. */
  close(): Promise<void>;
  /** What is wrong now; undefined while all is well. */
  readonly trouble: AuditTrouble | undefined;
}

export interface AuditTrouble {
  /** In words: `cannot be written (ENOSPC: no space left on device)`. */
  readonly reason: string;
  /** Wall clock of the last attempt. */
  readonly lastMs: number;
}

/** What one destination counts. */
export interface AuditMeter {
  written(records: number): void;
  dropped(records: number): void;
  /** A delivery that did not succeed, whether it is tried again or not. */
  failed(): void;
  /** What waits to be written. */
  pending(bytes: number): void;
}
