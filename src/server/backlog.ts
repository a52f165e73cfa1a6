import type { Clock } from '../webhook/ports.ts';

/** How often the event loop shows that it turns. */
const beatMs = 50;

/** Calls back again and again until it is told to stop. */
export type Every = (callback: () => void, ms: number) => () => void;

const every: Every = (callback, ms) => {
  const timer = setInterval(callback, ms).unref();
  return () => clearInterval(timer);
};

/**
 * Since when bytes that are read now may have been waiting. The API server's patience begins when it sends; the kernel takes its
 * bytes at once, but nobody looks at them while this process judges another request, reads a long list, or is given no processor. When they
 * came cannot be known, but by when everything that had come was read can: a timer notes the time, and once the event loop has been
 * around after that, all that had come by then is read. Bytes on a connection never come before it is accepted.
 *
 * Cost: 20 timers a second while there are connections, some 0.5 % of one core; nothing while there are none.
 */
export class Backlog {
  private readonly clock: Pick<Clock, 'monotonicMs'>;
  private readonly every: Every;
  private connections = 0;
  private stopBeating: () => void = () => {};
  /** All that had come by then is read. */
  private readUntilMs = 0;

  constructor({
    clock,
    every: beatEvery = every,
  }: { readonly clock: Pick<Clock, 'monotonicMs'>; readonly every?: Every }) {
    this.clock = clock;
    this.every = beatEvery;
  }

  /** A connection was accepted. */
  opened(): void {
    this.connections += 1;
    if (this.connections > 1) return;
    this.readUntilMs = this.clock.monotonicMs();
    this.stopBeating = this.every(() => this.beat(), beatMs);
  }

  /** A connection is gone. */
  closed(): void {
    this.connections -= 1;
    if (this.connections === 0) this.stopBeating();
  }

  /** On the monotonic clock: nothing that is read now came before. Usually some hundredths of a second ago. */
  sinceMs(): number {
    return this.readUntilMs;
  }

  private beat(): void {
    const nowMs = this.clock.monotonicMs();
    // Runs right after everything was read that is there now.
    setImmediate(() => {
      this.readUntilMs = nowMs;
    });
  }
}
