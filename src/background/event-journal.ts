import type { CheckResult } from './check-results.ts';
import type { MetadataOf } from './checked-cluster.ts';
import { toFaultEvents } from './fault-events.ts';
import type { EventSink } from './ports.ts';

const hourMs = 3_600_000;
/** An Event that already exists was created by another leader at an unknown time. */
const existsMs = 600_000;

/**
 * Creates at most one Event per hour for each rule and object. The API server deletes Events after an hour or
 * more. The name of an Event is derived from its rule and object, so a new leader does not repeat it.
 */
export class EventJournal {
  readonly #sink: EventSink;
  readonly #nowMs: () => number;
  /** The time after which the next Event of a name can be created. */
  readonly #dueMs = new Map<string, number>();

  constructor(sink: EventSink, nowMs: () => number) {
    this.#sink = sink;
    this.#nowMs = nowMs;
  }

  /** Rejects at the first error of the API server. */
  async publish(results: readonly CheckResult[], metadataOf: MetadataOf): Promise<true> {
    const nowMs = this.#nowMs();
    for (const [name, dueMs] of this.#dueMs) if (dueMs <= nowMs) this.#dueMs.delete(name);
    for (const event of toFaultEvents(results, metadataOf)) {
      if (this.#dueMs.has(event.name)) continue;
      const outcome = await this.#sink.create(event);
      this.#dueMs.set(event.name, nowMs + (outcome === 'created' ? hourMs : existsMs));
    }
    return true;
  }
}
