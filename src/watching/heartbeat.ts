/** `setTimeout` beyond 2^31-1 ms fires at once, and a timer knows nothing of a clock that was set: no beat is far away. */
const longestPauseMs = 60_000;
/** Between two runs that somebody outside has caused, from start to start. */
const shortestGapMs = 100;

/**
 * Runs one thing again and again, never twice at a time. What it runs says how long to pause before the next run, and compares
 * the wall clock itself.
 */
export class Heartbeat {
  private readonly run: () => Promise<number>;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private startedMs = Number.NEGATIVE_INFINITY;
  private again = false;
  private isNudged = false;
  private stopped = false;

  /** @param run gives back the pause before the next run, in milliseconds; it must not reject */
  constructor(run: () => Promise<number>) {
    this.run = run;
  }

  /** Runs now, or once more after the run that is under way; resolves when nothing is left to run. */
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
   * Runs at once, unless it has just run: then a moment later. For what others cause, who may do so without end: somebody who
   * undoes what each run does would keep this going as fast as it can.
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
    let pauseMs = longestPauseMs;
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
    // Looking at certificates keeps no process alive; the listener does.
    this.timer = setTimeout(() => void this.beat(), Math.min(ms, longestPauseMs)).unref();
  }

  /** What is left of the shortest gap. */
  private gapMs(): number {
    return Math.max(0, this.startedMs + shortestGapMs - performance.now());
  }
}
