import type { AuditSink, Clock, PendingRecord } from '../../webhook/ports.ts';
import type { RecordId } from '../audit-chain.ts';
import { closedEventText } from '../event-text.ts';
import type { AuditDestination, DurableDestination, NumberedRecord } from './audit-destination.ts';
import type { SetTimer } from './outbox.ts';

/** The writing process; part of every record. */
interface AuditWriter {
  /** Name of the pod or machine. */
  readonly replica: string;
  /** Version of mirrorguard. */
  readonly version: string;
}

/** Counters of the queue of decisions without a record yet. */
export interface AuditQueueMeter {
  waiting(records: number): void;
  /** Counts a record that was created immediately because the queue was full. */
  forced(): void;
}

export interface AuditLogParts {
  readonly writer: AuditWriter;
  /** The id of the chain. */
  readonly log: string;
  /** Responses wait until the record is on disk at this destination. */
  readonly durable?: DurableDestination | undefined;
  readonly destinations: readonly AuditDestination[];
  /**
   * The time in milliseconds to collect records that no response waits for, before they are created and
   * written together.
   */
  readonly batchMs: number;
  readonly meter: AuditQueueMeter;
  readonly setTimer: SetTimer;
  readonly clock: Clock;
}

/** How long a replica stays unready after its durable log failed; the next decision then tries again. */
const recoveryMs = 10_000;
/** Limits how long the creation of records can delay requests. */
const maxTurnMs = 5;
/**
 * Limits of the queue: the number of decisions, and the bytes of their requests, which stay in memory. At a
 * limit, each new decision creates as many records as it adds. A killed process loses the records in the
 * queue.
 */
export const maxWaiting = 64;
const maxWaitingBytes = 1024 * 1024;

interface Waiting {
  readonly seq: number;
  readonly make: () => string;
  readonly bytes: number;
}

/** A durable record that has not been passed to the other destinations. */
interface Copy {
  record: NumberedRecord;
  isSettled: boolean;
}

/** Numbers the records, adds the writer to each, and passes them to the destinations in order. */
export class AuditLog implements AuditSink {
  private readonly parts: AuditLogParts;
  /** `,"replica":"...","version":"..."}`: the end of every record before sealing. */
  private readonly signature: string;
  private seq = 0;
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private isScheduled = false;
  private readonly copies: Copy[] = [];

  constructor(parts: AuditLogParts) {
    this.parts = parts;
    this.signature = `,${JSON.stringify(parts.writer).slice(1)}`;
  }

  nextId(): RecordId {
    return { log: this.parts.log, seq: this.seq + 1 };
  }

  record(make: () => string, bytes: number): PendingRecord | undefined {
    const { durable, meter } = this.parts;
    this.seq += 1;
    if (durable !== undefined) return this.recordDurably(durable, make);
    // Responses have priority: digests of large objects take longer than their evaluation.
    this.waiting.push({ seq: this.seq, make, bytes });
    this.waitingBytes += bytes;
    while (this.waiting.length > maxWaiting || this.waitingBytes > maxWaitingBytes) {
      meter.forced();
      this.writeOldest();
    }
    meter.waiting(this.waiting.length);
    this.schedule();
    return undefined;
  }

  async close(): Promise<void> {
    const { durable, destinations, clock } = this.parts;
    while (this.waiting.length > 0) this.writeOldest();
    this.seq += 1;
    const record = { seq: this.seq, text: this.sign(closedEventText(clock.nowMs())), closes: true } as const;
    if (durable === undefined) this.writeToAll(record);
    else this.writeDurably(durable, record);
    await durable?.close();
    // The other destinations receive durable records one turn after they settle.
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(destinations.map((destination) => destination.close()));
  }

  /** For the readiness probe. Fails only if responses depend on the log. */
  check(): { readonly ok: boolean; readonly reason: string } {
    const { durable, destinations, clock } = this.parts;
    const all = durable === undefined ? destinations : [durable, ...destinations];
    const problems = all.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
    const isDurable = durable !== undefined;
    if (problems.length === 0)
      return { ok: true, reason: isDurable ? 'responses wait for their records' : 'records are written' };
    const isRecent = problems.some(({ lastMs }) => clock.nowMs() - lastMs < recoveryMs);
    return { ok: !(isDurable && isRecent), reason: problems.map(({ reason }) => reason).join('; ') };
  }

  private recordDurably(durable: DurableDestination, make: () => string): PendingRecord {
    const { written, amend } = this.writeDurably(durable, { seq: this.seq, text: this.sign(make()) });
    return { written, amend: (makeOther) => amend(this.sign(makeOther())) };
  }

  private writeDurably(
    durable: DurableDestination,
    record: NumberedRecord,
  ): { readonly written: Promise<void>; readonly amend: (text: string) => void } {
    const copy: Copy = { record, isSettled: false };
    this.copies.push(copy);
    const { written, amend } = durable.writeDurably(record);
    // If a setting decides the response, the record is amended in the same turn, so wait for the next turn.
    const settle = () =>
      void setImmediate(() => {
        copy.isSettled = true;
        this.writeCopies();
      });
    written.then(settle, settle);
    return {
      written,
      amend: (text) => {
        copy.record = { ...copy.record, text };
        amend(text);
      },
    };
  }

  /**
   * Passes on the final texts in order. A record that does not fit into the buffer settles before earlier
   * ones.
   */
  private writeCopies(): void {
    while (this.copies[0]?.isSettled === true) this.writeToAll((this.copies.shift() as Copy).record);
  }

  private schedule(): void {
    if (this.isScheduled || this.waiting.length === 0) return;
    this.isScheduled = true;
    this.parts.setTimer(() => this.writeInTurns(), this.parts.batchMs);
  }

  private writeInTurns(): void {
    const { clock, meter } = this.parts;
    const startedMs = clock.monotonicMs();
    while (this.waiting.length > 0 && clock.monotonicMs() - startedMs < maxTurnMs) this.writeOldest();
    meter.waiting(this.waiting.length);
    this.isScheduled = this.waiting.length > 0;
    if (this.isScheduled) setImmediate(() => this.writeInTurns());
  }

  private writeOldest(): void {
    const { seq, make, bytes } = this.waiting.shift() as Waiting;
    this.waitingBytes -= bytes;
    this.writeToAll({ seq, text: this.sign(make()) });
  }

  private sign(text: string): string {
    return text.slice(0, -1) + this.signature;
  }

  private writeToAll(record: NumberedRecord): void {
    for (const destination of this.parts.destinations) destination.write(record);
  }
}
