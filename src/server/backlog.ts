import type { Clock } from '../admission/ports.ts';

/** How often the event loop shows that it turns. */
const beatMs = 25;
/** From here on it was busy with something else, or had no processor, and what came meanwhile has been waiting. */
const heldUpMs = 2 * beatMs;

/** Calls back again and again until it is told to stop. */
export type Every = (callback: () => void, ms: number) => () => void;

const every: Every = (callback, ms) => {
  const timer = setInterval(callback, ms).unref();
  return () => clearInterval(timer);
};

/**
 * Since when bytes that are read now may have been waiting. The API server's patience begins when it sends; the kernel takes its
 * bytes at once, but nobody looks at them while this process judges another request, reads a long list, or is given no processor. How
 * long each has waited cannot be known; that they came after the event loop last turned without delay can.
 *
 * Cost: a timer of 25 ms, some 0.05 % of one core.
 */
export class Backlog {
  private readonly clock: Pick<Clock, 'monotonicMs'>;
  private readonly every: Every;
  private stopBeating: () => void = () => {};
  private lastBeatMs = 0;
  /** For all that is read in this turn of the event loop: it was there when the turn began, or before. */
  private sinceThisTurnMs: number | undefined;

  constructor({ clock, every: beatEvery = every }: { readonly clock: Pick<Clock, 'monotonicMs'>; readonly every?: Every }) {
    this.clock = clock;
    this.every = beatEvery;
  }

  start(): void {
    this.lastBeatMs = this.clock.monotonicMs();
    this.stopBeating = this.every(() => this.beat(), beatMs);
  }

  stop(): void {
    this.stopBeating();
  }

  /** On the monotonic clock; now, where nothing was held up. Errs on the side of too early, by a beat at most. */
  sinceMs(): number {
    this.sinceThisTurnMs ??= this.heldUpSinceMs() ?? this.endOfTurn(this.clock.monotonicMs());
    return this.sinceThisTurnMs;
  }

  private beat(): void {
    // The delay is over, and what came meanwhile is read next.
    this.sinceThisTurnMs = this.heldUpSinceMs();
    this.lastBeatMs = this.clock.monotonicMs();
  }

  private heldUpSinceMs(): number | undefined {
    if (this.clock.monotonicMs() - this.lastBeatMs <= heldUpMs) return undefined;
    return this.endOfTurn(this.lastBeatMs);
  }

  private endOfTurn(sinceMs: number): number {
    // Runs after everything that could be read in this turn was read.
    setImmediate(() => {
      this.sinceThisTurnMs = undefined;
    });
    return sinceMs;
  }
}
