import type { Stopwatch } from './target.ts';

/**
 * Limits far above the usual cost, so only a runaway loop exceeds them on a busy machine. A small input takes
 * about a millisecond, and an input of some megabytes less than two seconds.
 */
const smallBytes = 64 * 1024;
const smallLimitMs = 500;
const largeLimitMs = 10_000;

export interface Slowest {
  readonly ms: number;
  readonly bytes: number;
}

/** Counts the responses of a run and finds the slowest one. */
export class Cost implements Stopwatch {
  responses = 0;
  slowest: Slowest = { ms: 0, bytes: 0 };

  time<Result>(bytes: number, run: () => Result): Result {
    const before = process.cpuUsage();
    const result = run();
    const { user, system } = process.cpuUsage(before);
    this.#add((user + system) / 1000, bytes, bytes <= smallBytes ? smallLimitMs : largeLimitMs);
    return result;
  }

  async timeAsync<Result>(bytes: number, run: () => Promise<Result>): Promise<Result> {
    const before = performance.now();
    const result = await run();
    this.#add(performance.now() - before, bytes, largeLimitMs);
    return result;
  }

  #add(ms: number, bytes: number, limitMs: number): void {
    this.responses += 1;
    if (ms > this.slowest.ms) this.slowest = { ms, bytes };
    if (ms > limitMs)
      throw new Error(`slow: ${Math.round(ms)} ms for ${bytes} bytes; the limit is ${limitMs}`);
  }
}
