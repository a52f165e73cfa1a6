import type { Clock, Logger } from '../webhook/ports.ts';
import type { ShedReason } from './intake.ts';

export interface LoadMeter {
  shed(reason: ShedReason): void;
  connectionClosed(): void;
}

/** Limits log messages, because a flood must not fill the log. */
const quietMs = 10_000;

/** Counts the effects of the server limits, and logs them at most every 10 s. */
export class OverloadReport implements LoadMeter {
  readonly #meter: LoadMeter;
  readonly #logger: Logger;
  readonly #clock: Clock;
  #shed = 0;
  #closed = 0;
  #quietUntilMs = 0;

  constructor(meter: LoadMeter, logger: Logger, clock: Clock) {
    this.#meter = meter;
    this.#logger = logger;
    this.#clock = clock;
  }

  shed(reason: ShedReason): void {
    this.#shed += 1;
    this.#meter.shed(reason);
    this.#log();
  }

  connectionClosed(): void {
    this.#closed += 1;
    this.#meter.connectionClosed();
    this.#log();
  }

  #log(): void {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs < this.#quietUntilMs) return;
    this.#quietUntilMs = nowMs + quietMs;
    this.#logger.warn('Reached a limit of the server', { shed: this.#shed, closedConnections: this.#closed });
    this.#shed = 0;
    this.#closed = 0;
  }
}
