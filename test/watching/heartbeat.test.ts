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

describe('a heartbeat', () => {
  it('runs, pauses as long as the run said, and runs again', async () => {
    const { heartbeat, runs } = counting(1_000);
    await heartbeat.beat();
    await jest.advanceTimersByTimeAsync(999);
    expect(runs.count).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(runs.count).toBe(2);
    await heartbeat.stop();
  });

  it('never pauses longer than a minute, whatever the run said', async () => {
    const { heartbeat, runs } = counting(2 ** 40);
    await heartbeat.beat();
    await jest.advanceTimersByTimeAsync(59_999);
    expect(runs.count).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(runs.count).toBe(2);
    await heartbeat.stop();
  });

  it('runs once more when it was asked to while it ran, however often', async () => {
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

  it('runs at once when it is nudged, and does not wait for the end of its pause', async () => {
    const { heartbeat, runs } = counting(10_000);
    await heartbeat.beat();
    await jest.advanceTimersByTimeAsync(100);
    heartbeat.nudge();
    expect(runs.count).toBe(2);
    await heartbeat.stop();
  });

  it('runs ten times a second at most, however often it is nudged, and is not nudged for ever by one nudge', async () => {
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

  it('runs again a moment after a run in which it was nudged', async () => {
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

  it('runs no more when it is nudged after it was stopped', async () => {
    const { heartbeat, runs } = counting(1_000);
    await heartbeat.beat();
    await heartbeat.stop();
    heartbeat.nudge();
    await jest.advanceTimersByTimeAsync(10_000);
    heartbeat.nudge();
    expect(runs.count).toBe(1);
  });

  it('stops: what is under way is waited for, nothing follows', async () => {
    const { heartbeat, runs } = counting(1_000);
    const beat = heartbeat.beat();
    await heartbeat.stop();
    await beat;
    await heartbeat.beat();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(runs.count).toBe(1);
  });
});
