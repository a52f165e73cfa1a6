import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Heartbeat } from '../../src/watching/heartbeat.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function counting(pauseMs: number) {
  const runs = { count: 0 };
  const heartbeat = new Heartbeat(async () => {
    runs.count++;
    return pauseMs;
  });
  return { heartbeat, runs };
}

describe('Heartbeat', () => {
  it('pauses after each run for the time that the run returned', async () => {
    const { heartbeat, runs } = counting(1_000);
    await heartbeat.beat();
    await jest.advanceTimersByTimeAsync(999);
    expect(runs.count).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(runs.count).toBe(2);
    await heartbeat.stop();
  });

  it('pauses for at most a minute', async () => {
    const { heartbeat, runs } = counting(2 ** 40);
    await heartbeat.beat();
    await jest.advanceTimersByTimeAsync(59_999);
    expect(runs.count).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(runs.count).toBe(2);
    await heartbeat.stop();
  });

  it('runs once more after any number of requests during a run', async () => {
    const gate = Promise.withResolvers<void>();
    let runs = 0;
    const heartbeat = new Heartbeat(async () => {
      runs++;
      await gate.promise;
      return 1_000;
    });
    const beats = [heartbeat.beat(), heartbeat.beat(), heartbeat.beat()];
    expect(runs).toBe(1);
    gate.resolve();
    await Promise.all(beats);
    expect(runs).toBe(2);
    await heartbeat.stop();
  });

  it('runs at once when nudged during a pause', async () => {
    const { heartbeat, runs } = counting(10_000);
    await heartbeat.beat();
    await jest.advanceTimersByTimeAsync(100);
    heartbeat.nudge();
    expect(runs.count).toBe(2);
    await heartbeat.stop();
  });

  it('runs at most ten times a second, and once per nudge', async () => {
    const { heartbeat, runs } = counting(10_000);
    await heartbeat.beat();
    for (let nudges = 0; nudges < 50; nudges++) {
      heartbeat.nudge();
      await jest.advanceTimersByTimeAsync(10);
    }
    expect(runs.count).toBe(6);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(runs.count).toBe(6);
    await heartbeat.stop();
  });

  it('runs again after a run in which it was nudged', async () => {
    const gate = Promise.withResolvers<void>();
    let runs = 0;
    const heartbeat = new Heartbeat(async () => {
      runs++;
      await gate.promise;
      return 10_000;
    });
    const beat = heartbeat.beat();
    heartbeat.nudge();
    gate.resolve();
    await beat;
    expect(runs).toBe(1);
    await jest.advanceTimersByTimeAsync(99);
    expect(runs).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(runs).toBe(2);
    await heartbeat.stop();
  });

  it('does not run when nudged after it was stopped', async () => {
    const { heartbeat, runs } = counting(1_000);
    await heartbeat.beat();
    await heartbeat.stop();
    heartbeat.nudge();
    await jest.advanceTimersByTimeAsync(10_000);
    heartbeat.nudge();
    expect(runs.count).toBe(1);
  });

  it('waits for the current run when it stops', async () => {
    const { heartbeat, runs } = counting(1_000);
    const beat = heartbeat.beat();
    await heartbeat.stop();
    await beat;
    await heartbeat.beat();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(runs.count).toBe(1);
  });
});
