/**
 * Short, because `setTimeout` fires immediately above 2^31-1 ms, and timers ignore changes of the wall clock.
 */
const maxPauseMs = 60_000;
/** Minimum time between the starts of two runs that `nudge` causes. */
const minGapMs = 100;

/**
 * Runs a function at intervals, never concurrently. The function returns the delay before the next run, and
 * compares the wall clock itself.
 */
export class Heartbeat {
  private readonly run: () => Promise<number>;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private startedMs = Number.NEGATIVE_INFINITY;
  private again = false;
  private isNudged = false;
  private stopped = false;

  /** @param run returns the delay before the next run, in milliseconds; it must not reject */
  constructor(run: () => Promise<number>) {
    this.run = run;
  }

  /** Runs immediately, or again after the current run; resolves after the last run. */
  beat(): Promise<void> {
    if (this.running !== undefined) {
      this.again = true;
      return this.running;
    }
    clearTimeout(this.timer);
    this.running = this.runUntilQuiet().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /**
   * Runs immediately, or after the minimum time since the last run. For external events: a client that
   * reverts the effect of each run would otherwise cause continuous runs.
   */
  nudge(): void {
    if (this.running !== undefined) this.isNudged = true;
    else if (this.gapMs() === 0) void this.beat();
    else this.pause(this.gapMs());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async runUntilQuiet(): Promise<void> {
    let pauseMs = maxPauseMs;
    do {
      this.again = false;
      this.isNudged = false;
      if (this.stopped) return;
      this.startedMs = performance.now();
      pauseMs = await this.run();
    } while (this.again);
    this.pause(this.isNudged ? Math.min(pauseMs, this.gapMs()) : pauseMs);
  }

  private pause(ms: number): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    // The timer must not keep the process alive.
    this.timer = setTimeout(() => void this.beat(), Math.min(ms, maxPauseMs)).unref();
  }

  /** The remaining part of the minimum time. */
  private gapMs(): number {
    return Math.max(0, this.startedMs + minGapMs - performance.now());
  }
}
