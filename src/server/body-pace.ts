/** A body that can be paused. Then its data stays with the client. */
export interface PausableBody {
  pause(): void;
  resume(): void;
}

export interface BodyPaceOptions {
  /** The rate of all bodies together. */
  readonly bytesPerSecond: number;
  /** The number of bytes that are read without delay after a pause. */
  readonly burstBytes: number;
  readonly monotonicMs: () => number;
}

const tickMs = 5;
/** Node.js reads up to this size from a socket at once. */
const readBytes = 64 * 1024;

/**
 * Limits the rate at which large bodies are read and decrypted; the oldest body is first. Without it, one
 * turn of the event loop reads up to 2 MiB from each connection, and a small request needs several turns. A
 * body that is discarded has the same limit, because its decryption costs the same.
 */
export class BodyPace {
  readonly #options: BodyPaceOptions;
  /** Whether each body is paused, in the order of arrival. */
  readonly #bodies = new Map<PausableBody, boolean>();
  #availableBytes: number;
  #refilledMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BodyPaceOptions) {
    this.#options = options;
    this.#availableBytes = options.burstBytes;
    this.#refilledMs = options.monotonicMs();
  }

  /** Call for each part of a large body. Can pause the body. */
  spend(body: PausableBody, bytes: number): void {
    this.#refill();
    this.#availableBytes -= bytes;
    const isPaused = this.#availableBytes < 0;
    this.#bodies.set(body, isPaused);
    if (!isPaused) return;
    body.pause();
    this.#timer ??= setInterval(() => this.#resumeOldest(), tickMs);
  }

  /** Call after the last part of a body, or when its connection is closed. */
  end(body: PausableBody): void {
    this.#bodies.delete(body);
  }

  #resumeOldest(): void {
    this.#refill();
    let bytes = this.#availableBytes;
    for (const [body, isPaused] of this.#bodies) {
      if (!isPaused) continue;
      if (bytes <= 0) return;
      bytes -= readBytes;
      this.#bodies.set(body, false);
      body.resume();
    }
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #refill(): void {
    const { bytesPerSecond, burstBytes, monotonicMs } = this.#options;
    const nowMs = monotonicMs();
    const added = ((nowMs - this.#refilledMs) / 1000) * bytesPerSecond;
    this.#availableBytes = Math.min(burstBytes, this.#availableBytes + added);
    this.#refilledMs = nowMs;
  }
}
