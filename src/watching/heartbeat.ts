/** `setTimeout` beyond 2^31-1 ms fires at once, and a timer knows nothing of a clock that was set: no beat is far away. */
const longestPauseMs = 60_000;

/**
 * Runs one thing again and again, never twice at a time. What it runs says how long to pause before the next run, and compares
 * the wall clock itself.
 */
export class Heartbeat {
  private readonly run: () => Promise<number>;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
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

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async runUntilQuiet(): Promise<void> {
    let pauseMs = longestPauseMs;
    do {
      this.again = false;
      if (this.stopped) return;
      pauseMs = await this.run();
    } while (this.again);
    if (this.stopped) return;
    // Looking at certificates keeps no process alive; the listener does.
    this.timer = setTimeout(() => void this.beat(), Math.min(pauseMs, longestPauseMs)).unref();
  }
}
