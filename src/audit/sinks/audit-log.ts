import type { AuditSink, Clock } from '../../webhook/ports.ts';
import type { AuditDestination } from './audit-destination.ts';
import type { SetTimer } from './timers.ts';

/** Who writes; a part of every line. */
export interface AuditWriter {
  /** Name of the pod, or of the machine. */
  readonly replica: string;
  /** Of mirrorguard. */
  readonly version: string;
}

export interface AuditLogParts {
  readonly writer: AuditWriter;
  readonly destinations: readonly AuditDestination[];
  /** Whether answers wait until the record is on disk. */
  readonly isDurable: boolean;
  /** How long records that no answer waits for may gather before they are made and handed out together. */
  readonly gatherMs: number;
  readonly setTimer: SetTimer;
  readonly clock: Clock;
}

/** While a durable log is in trouble its replica is not ready; after so long it is tried again with what comes. */
const recoveryMs = 10_000;
/** How long requests may be kept waiting while records are made. */
const longestTurnMs = 5;

/** The sink of the pipeline: signs records and hands them to each destination. */
export class AuditLog implements AuditSink {
  private readonly parts: AuditLogParts;
  /** `,"replica":"...","version":"..."}`: what every record ends with before it is sealed. */
  private readonly signature: string;
  private taken: (() => string)[] = [];

  constructor(parts: AuditLogParts) {
    this.parts = parts;
    this.signature = `,${JSON.stringify(parts.writer).slice(1)}`;
  }

  record(make: () => string): void | Promise<void> {
    if (this.parts.isDurable) return this.handOut(make);
    const { setTimer, gatherMs } = this.parts;
    // Answers go first: turning large objects into digests takes longer than judging them.
    if (this.taken.push(make) === 1) setTimer(() => this.handOutTaken(), gatherMs);
  }

  async close(): Promise<void> {
    for (const make of this.taken.splice(0)) void this.handOut(make);
    await Promise.all(this.parts.destinations.map((destination) => destination.close()));
  }

  /** For the readiness probe. Only a durable log makes a replica unready: otherwise decisions do not depend on it. */
  look(): { readonly ok: boolean; readonly reason: string } {
    const { destinations, isDurable, clock } = this.parts;
    const troubles = destinations.flatMap(({ trouble }) => (trouble === undefined ? [] : [trouble]));
    if (troubles.length === 0)
      return { ok: true, reason: isDurable ? 'answers wait for their records' : 'records are written' };
    const isRecent = troubles.some(({ lastMs }) => clock.nowMs() - lastMs < recoveryMs);
    return { ok: !(isDurable && isRecent), reason: troubles.map(({ reason }) => reason).join('; ') };
  }

  private handOutTaken(): void {
    const { clock } = this.parts;
    const startedMs = clock.monotonicMs();
    let count = 0;
    for (const make of this.taken) {
      void this.handOut(make);
      count += 1;
      if (clock.monotonicMs() - startedMs >= longestTurnMs) break;
    }
    this.taken.splice(0, count);
    if (this.taken.length > 0) setImmediate(() => this.handOutTaken());
  }

  private handOut(make: () => string): void | Promise<void> {
    const text = make().slice(0, -1) + this.signature;
    const waits: Promise<void>[] = [];
    for (const destination of this.parts.destinations) {
      const written = destination.write(text);
      if (written !== undefined) waits.push(written);
    }
    if (waits.length > 0) return Promise.all(waits).then(() => {});
  }
}
