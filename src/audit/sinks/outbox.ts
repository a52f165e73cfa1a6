import type { Clock, Logger } from '../../webhook/ports.ts';
import { RecordPending } from '../record-pending.ts';
import type { AuditMeter, AuditTrouble } from './audit-destination.ts';
import type { SetTimer } from './timers.ts';

/** A record on its way. `dropped` decisions right before it were lost. */
export interface OutboxRecord {
  readonly text: string;
  readonly dropped: number;
}

export interface OutboxParts {
  /** For the log: `audit file`. */
  readonly name: string;
  /** Puts records where they belong, all or none. Called again only after it has settled. */
  readonly deliver: (records: readonly OutboxRecord[]) => Promise<void>;
  /**
   * What becomes of records that were not delivered: kept, and tried again after so many milliseconds; or given up, which their
   * waiting answers learn. A pipe that is broken stays broken, and what a collector refuses once it will refuse again.
   */
  readonly retry: (error: unknown, attempt: number) => { readonly afterMs: number } | 'give-up';
  /**
   * `answer`: adding a record gives a promise, which rejects with `RecordPending` where the place stands still, and a record that
   * cannot be delivered is given up at once.
   */
  readonly waits: 'answer' | 'nobody';
  readonly mostBatchBytes: number;
  readonly meter: AuditMeter;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
}

/** A place that stands still must not fill the memory: some 20,000 records. */
export const mostPendingBytes = 16 * 1024 * 1024;
/** The API server asks with a timeout of 10 s, and the answer has to reach it. */
export const longestWaitMs = 5000;

interface Entry extends OutboxRecord {
  readonly done: () => void;
  /** Tells the answer not to wait; the record may be delivered all the same. */
  readonly giveUp: (error: Error) => void;
}

const nobody = () => {};
const standsStill = 'stands still: answers do not wait for it any more';

/**
 * The bounded queue before a destination. Records are delivered in order, one delivery at a time, and all that have gathered
 * meanwhile go together: so many waiting answers share one fsync. What finds no room is dropped, counted, and told in the chain
 * by the record that comes after.
 */
export class Outbox {
  private readonly parts: OutboxParts;
  private queue: Entry[] = [];
  private pendingBytes = 0;
  /** Lost since the last record that was queued. */
  private dropped = 0;
  private state: 'idle' | 'scheduled' | 'delivering' | 'waiting' = 'idle';
  private isStuck = false;
  private attempt = 0;
  private retryNow: () => void = nobody;
  private closing: (() => void) | undefined;
  trouble: AuditTrouble | undefined;

  constructor(parts: OutboxParts) {
    this.parts = parts;
  }

  add(text: string): void | Promise<void> {
    // One record always fits, however long.
    const isFull = this.pendingBytes > 0 && this.pendingBytes + text.length > mostPendingBytes;
    if (isFull) {
      const problem = 'the buffer is full: records are dropped';
      this.lose(1);
      this.sayTrouble(problem);
      return this.parts.waits === 'answer'
        ? Promise.reject(new Error(`${this.parts.name}: ${problem}`))
        : undefined;
    }
    if (this.parts.waits === 'nobody') return this.push(text, nobody, nobody);
    return new Promise((resolve, reject) => {
      this.push(text, resolve, reject);
      if (!this.isStuck) return;
      this.sayTrouble(standsStill);
      reject(new RecordPending(`${this.parts.name}: ${standsStill}`));
    });
  }

  /** Resolves when everything is delivered, or has been tried once more and given up. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.closing = resolve;
      if (this.state === 'idle') resolve();
      else this.retryNow();
    });
  }

  private push(text: string, done: () => void, giveUp: (error: Error) => void): void {
    this.queue.push({ text, dropped: this.dropped, done, giveUp });
    this.dropped = 0;
    this.addPending(text.length);
    if (this.state !== 'idle') return;
    this.state = 'scheduled';
    // Whatever else arrived in this turn of the event loop goes along.
    setImmediate(() => void this.deliverAll());
  }

  private async deliverAll(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.takeBatch();
      while (true) {
        const error = await this.deliver(batch);
        if (error === undefined) break;
        const next = this.parts.retry(error, this.attempt);
        if (next === 'give-up' || this.closing !== undefined) {
          this.giveUp(batch, error);
          break;
        }
        await this.pause(next.afterMs);
      }
    }
    this.state = 'idle';
    this.closing?.();
  }

  private takeBatch(): readonly Entry[] {
    let bytes = 0;
    let count = 0;
    for (const { text } of this.queue) {
      if (count > 0 && bytes + text.length > this.parts.mostBatchBytes) break;
      bytes += text.length;
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  /** @returns what went wrong, if anything */
  private async deliver(batch: readonly Entry[]): Promise<Error | undefined> {
    const { deliver, meter, logger, name, waits, setTimer } = this.parts;
    this.state = 'delivering';
    const cancel = waits === 'answer' ? setTimer(() => this.stopWaiting(batch), longestWaitMs) : nobody;
    try {
      await deliver(batch);
    } catch (error) {
      this.attempt += 1;
      meter.failed();
      // What destinations call (files, sockets) rejects with errors only.
      const cause = error as Error;
      this.sayTrouble(`cannot be written (${cause.message})`, cause);
      return cause;
    } finally {
      cancel();
      this.isStuck = false;
    }
    if (this.trouble !== undefined) logger.info(`${name} is written again`);
    this.trouble = undefined;
    this.attempt = 0;
    meter.written(batch.length);
    this.settle(batch, (entry) => entry.done());
    return undefined;
  }

  /** Waits before the next delivery, less if the process is about to end. */
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

  private giveUp(batch: readonly Entry[], error: Error): void {
    const lost = batch.length + sumOfDropped(batch);
    this.parts.meter.dropped(batch.length);
    const [next] = this.queue;
    if (next === undefined) this.dropped += lost;
    else this.queue[0] = { ...next, dropped: next.dropped + lost };
    this.settle(batch, (entry) => entry.giveUp(error));
  }

  private settle(batch: readonly Entry[], tell: (entry: Entry) => void): void {
    let bytes = 0;
    for (const entry of batch) {
      bytes += entry.text.length;
      tell(entry);
    }
    this.addPending(-bytes);
  }

  /** The delivery itself cannot be called off: these records are written, and those behind them, when the place moves again. */
  private stopWaiting(batch: readonly Entry[]): void {
    this.isStuck = true;
    const pending = new RecordPending(`${this.parts.name}: not written within ${longestWaitMs} ms`);
    this.sayTrouble(standsStill, pending);
    for (const { giveUp } of [...batch, ...this.queue]) giveUp(pending);
  }

  private lose(records: number): void {
    this.dropped += records;
    this.parts.meter.dropped(records);
  }

  private addPending(bytes: number): void {
    this.pendingBytes += bytes;
    this.parts.meter.pending(this.pendingBytes);
  }

  /** In the log once a trouble, not once a record. */
  private sayTrouble(reason: string, error?: Error): void {
    const { logger, name, clock } = this.parts;
    if (this.trouble === undefined)
      logger.error(`${name} is in trouble`, { reason, ...(error === undefined ? {} : { err: error }) });
    this.trouble = { reason, lastMs: clock.nowMs() };
  }
}

function sumOfDropped(entries: readonly OutboxRecord[]): number {
  return entries.reduce((sum, { dropped }) => sum + dropped, 0);
}
