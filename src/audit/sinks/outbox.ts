import type { Clock, Logger } from '../../webhook/ports.ts';
import type {
  AuditMeter,
  AuditProblem,
  DurableDestination,
  NumberedRecord,
  PendingText,
} from './audit-destination.ts';

/** Calls back once after a delay unless cancelled. Never keeps the process alive. */
export type SetTimer = (callback: () => void, ms: number) => () => void;

export const setTimer: SetTimer = (callback, ms) => {
  const timer = setTimeout(callback, ms).unref();
  return () => clearTimeout(timer);
};

export interface OutboxParts {
  /** The name in the log: `audit file`. */
  readonly name: string;
  /** Delivers all records or none. Never called while a delivery is in progress. */
  readonly deliver: (records: readonly NumberedRecord[]) => Promise<void>;
  /** Returns the time until the next attempt after a failed delivery, or `drop` to drop the records. */
  readonly retry: (error: unknown, attempt: number) => { readonly afterMs: number } | 'drop';
  readonly maxBatchBytes: number;
  readonly meter: AuditMeter;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
}

/** Limits the memory for undelivered records to about 20,000 records. */
export const maxPendingBytes = 16 * 1024 * 1024;
/** A longer delivery is reported as a problem. */
export const stallMs = 5000;

interface Entry extends NumberedRecord {
  /** Can change when the record is amended. */
  text: string;
  /** The size of the text when it was added. */
  readonly bytes: number;
  readonly onWritten: () => void;
  readonly onLost: (error: Error) => void;
}

const noop = () => {};

/**
 * The bounded queue of a destination. Records are delivered in order, one delivery at a time. Records that
 * arrive during a delivery are delivered together afterwards, so waiting responses share one fsync. Records
 * that do not fit are dropped and counted, and leave a gap in the numbers.
 */
export class Outbox implements DurableDestination {
  private readonly parts: OutboxParts;
  private queue: Entry[] = [];
  private pendingBytes = 0;
  private state: 'idle' | 'scheduled' | 'delivering' | 'waiting' = 'idle';
  private attempt = 0;
  private retryNow: () => void = noop;
  private onClosed: (() => void) | undefined;
  problem: AuditProblem | undefined;

  constructor(parts: OutboxParts) {
    this.parts = parts;
  }

  /** Adds a record that no response waits for. */
  write(record: NumberedRecord): void {
    this.push(record, noop, noop);
  }

  /** Adds a record that a response waits for. */
  writeDurably(record: NumberedRecord): PendingText {
    let entry: Entry | undefined;
    const written = new Promise<void>((resolve, reject) => {
      entry = this.push(record, resolve, reject);
    });
    return {
      written,
      amend: (other) => {
        if (entry !== undefined) entry.text = other;
      },
    };
  }

  /** Resolves when all records are delivered, or dropped after one more attempt. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.onClosed = resolve;
      if (this.state === 'idle') resolve();
      else this.retryNow();
    });
  }

  private push(
    record: NumberedRecord,
    onWritten: () => void,
    onLost: (error: Error) => void,
  ): Entry | undefined {
    const bytes = record.text.length;
    // One record always fits, independent of its length.
    if (this.pendingBytes > 0 && this.pendingBytes + bytes > maxPendingBytes) {
      const problem = 'the buffer is full, records are dropped';
      this.parts.meter.dropped(1);
      this.reportProblem(problem);
      onLost(new Error(`${this.parts.name}: ${problem}`));
      return undefined;
    }
    const entry = { ...record, bytes, onWritten, onLost };
    this.queue.push(entry);
    this.changePending(bytes);
    if (this.state === 'idle') {
      this.state = 'scheduled';
      // Records of the same turn of the event loop are delivered together.
      setImmediate(() => void this.deliverAll());
    }
    return entry;
  }

  private async deliverAll(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.takeBatch();
      while (true) {
        const error = await this.deliver(batch);
        if (error === undefined) break;
        const next = this.parts.retry(error, this.attempt);
        if (next === 'drop' || this.onClosed !== undefined) {
          this.drop(batch, error);
          break;
        }
        await this.pause(next.afterMs);
      }
    }
    this.state = 'idle';
    this.onClosed?.();
  }

  private takeBatch(): readonly Entry[] {
    let bytes = 0;
    let count = 0;
    for (const { text } of this.queue) {
      if (count > 0 && bytes + text.length > this.parts.maxBatchBytes) break;
      bytes += text.length;
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  /** @returns the error of a failed delivery */
  private async deliver(batch: readonly Entry[]): Promise<Error | undefined> {
    const { deliver, meter, logger, name, setTimer } = this.parts;
    this.state = 'delivering';
    const cancel = setTimer(
      () => this.reportProblem(`is stalled: not written within ${stallMs} ms`),
      stallMs,
    );
    try {
      await deliver(batch);
    } catch (error) {
      this.attempt += 1;
      meter.failed();
      // Files and sockets reject only with errors.
      const cause = error as Error;
      this.reportProblem(`cannot be written (${cause.message})`, cause);
      return cause;
    } finally {
      cancel();
    }
    if (this.problem !== undefined) logger.info('Audit destination recovered', { destination: name });
    this.problem = undefined;
    this.attempt = 0;
    meter.written(batch.length);
    this.settle(batch, (entry) => entry.onWritten());
    return undefined;
  }

  /** Waits before the next attempt; closing cancels the wait. */
  private pause(ms: number): Promise<void> {
    this.state = 'waiting';
    return new Promise((resolve) => {
      const cancel = this.parts.setTimer(resolve, ms);
      this.retryNow = () => {
        cancel();
        resolve();
      };
    });
  }

  private drop(batch: readonly Entry[], error: Error): void {
    this.parts.meter.dropped(batch.length);
    this.settle(batch, (entry) => entry.onLost(error));
  }

  private settle(batch: readonly Entry[], notify: (entry: Entry) => void): void {
    for (const entry of batch) notify(entry);
    this.changePending(-batch.reduce((sum, { bytes }) => sum + bytes, 0));
  }

  private changePending(bytes: number): void {
    this.pendingBytes += bytes;
    this.parts.meter.pending(this.pendingBytes);
  }

  /** Logs the start of a problem once, not for each affected record. */
  private reportProblem(reason: string, error?: Error): void {
    const { logger, name, clock } = this.parts;
    if (this.problem === undefined)
      logger.error('Audit destination failed', {
        destination: name,
        reason,
        ...(error === undefined ? {} : { err: error }),
      });
    this.problem = { reason, lastMs: clock.nowMs() };
  }
}
