import type { AuditSink, Clock, PendingRecord } from '../../webhook/ports.ts';
import type { AuditDestination, DurableDestination } from './audit-destination.ts';
import type { SetTimer } from './outbox.ts';

/** The process that writes; part of every record. */
interface AuditWriter {
  /** Name of the pod or machine. */
  readonly replica: string;
  /** Version of mirrorguard. */
  readonly version: string;
}

export interface AuditLogParts {
  readonly writer: AuditWriter;
  /** Responses wait until this destination has the record on disk. */
  readonly durable?: DurableDestination | undefined;
  readonly destinations: readonly AuditDestination[];
  /** How long records that no response waits for are collected before they are made and written together. */
  readonly batchMs: number;
  readonly setTimer: SetTimer;
  readonly clock: Clock;
}

/** A replica whose durable log failed is not ready for so long; then the next decision tries again. */
const recoveryMs = 10_000;
/** Bounds how long making records may delay requests. */
const maxTurnMs = 5;

/** Adds the writer to each record and passes it to the destinations. */
export class AuditLog implements AuditSink {
  private readonly parts: AuditLogParts;
  /** `,"replica":"...","version":"..."}`: the end of every record before it is sealed. */
  private readonly signature: string;
  private waiting: (() => string)[] = [];

  constructor(parts: AuditLogParts) {
    this.parts = parts;
    this.signature = `,${JSON.stringify(parts.writer).slice(1)}`;
  }

  record(make: () => string): PendingRecord | undefined {
    const { durable, setTimer, batchMs } = this.parts;
    if (durable !== undefined) return this.recordDurably(durable, make);
    // Responses go first: digests of large objects take longer than their evaluation.
    if (this.waiting.push(make) === 1) setTimer(() => this.writeWaiting(), batchMs);
    return undefined;
  }

  async close(): Promise<void> {
    for (const make of this.waiting.splice(0)) this.writeToAll(this.sign(make));
    await this.parts.durable?.close();
    // The other destinations receive durable records one turn after they settle.
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(this.parts.destinations.map((destination) => destination.close()));
  }

  /** For the readiness probe: fails only if responses depend on the log. */
  look(): { readonly ok: boolean; readonly reason: string } {
    const { durable, destinations, clock } = this.parts;
    const all = durable === undefined ? destinations : [durable, ...destinations];
    const troubles = all.flatMap(({ trouble }) => (trouble === undefined ? [] : [trouble]));
    const isDurable = durable !== undefined;
    if (troubles.length === 0)
      return { ok: true, reason: isDurable ? 'responses wait for their records' : 'records are written' };
    const isRecent = troubles.some(({ lastMs }) => clock.nowMs() - lastMs < recoveryMs);
    return { ok: !(isDurable && isRecent), reason: troubles.map(({ reason }) => reason).join('; ') };
  }

  private recordDurably(durable: DurableDestination, make: () => string): PendingRecord {
    let text = this.sign(make);
    const { written, amend } = durable.writeDurably(text);
    // The other destinations get the final text. A response that is sent by a setting amends its record
    // in the same turn.
    const passOn = () => void setImmediate(() => this.writeToAll(text));
    written.then(passOn, passOn);
    return {
      written,
      amend: (makeOther) => {
        text = this.sign(makeOther);
        amend(text);
      },
    };
  }

  private writeWaiting(): void {
    const { clock } = this.parts;
    const startedMs = clock.monotonicMs();
    let count = 0;
    for (const make of this.waiting) {
      this.writeToAll(this.sign(make));
      count += 1;
      if (clock.monotonicMs() - startedMs >= maxTurnMs) break;
    }
    this.waiting.splice(0, count);
    if (this.waiting.length > 0) setImmediate(() => this.writeWaiting());
  }

  private sign(make: () => string): string {
    return make().slice(0, -1) + this.signature;
  }

  private writeToAll(text: string): void {
    for (const destination of this.parts.destinations) destination.write(text);
  }
}
