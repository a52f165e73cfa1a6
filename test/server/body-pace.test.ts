import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BodyPace } from '../../src/server/body-pace.ts';

const kib = 1024;

/** 64 KiB in each 5 ms. */
const bytesPerSecond = 200 * 64 * kib;

function open({ burstBytes = 64 * kib } = {}) {
  const pace = new BodyPace({ bytesPerSecond, burstBytes, monotonicMs: () => Date.now() });
  const events: string[] = [];
  const body = (name: string) => ({
    pause: () => void events.push(`${name} paused`),
    resume: () => void events.push(`${name} resumed`),
  });
  /** The events since the last call. */
  const since = () => events.splice(0);
  return { pace, body, since };
}

describe('the pace of large bodies', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('pauses no body within the burst', () => {
    const { pace, body, since } = open();
    pace.spend(body('a'), 32 * kib);
    pace.spend(body('b'), 32 * kib);
    expect(since()).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('pauses each body above the rate and resumes the oldest one first', () => {
    const { pace, body, since } = open();
    const [a, b, c] = [body('a'), body('b'), body('c')];
    pace.spend(a, 64 * kib);
    pace.spend(b, 16 * kib);
    pace.spend(c, 16 * kib);
    pace.spend(a, 16 * kib);
    expect(since()).toEqual(['b paused', 'c paused', 'a paused']);
    jest.advanceTimersByTime(5);
    expect(since()).toEqual(['a resumed']);
    pace.spend(a, 64 * kib);
    expect(since()).toEqual(['a paused']);
    pace.end(a);
    jest.advanceTimersByTime(5);
    expect(since()).toEqual(['b resumed']);
    jest.advanceTimersByTime(5);
    expect(since()).toEqual(['c resumed']);
    jest.advanceTimersByTime(5);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not resume a body that has ended', () => {
    const { pace, body, since } = open();
    const a = body('a');
    pace.spend(a, 65 * kib);
    pace.end(a);
    jest.advanceTimersByTime(100);
    expect(since()).toEqual(['a paused']);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('allows no more than the burst after a quiet period', () => {
    const { pace, body, since } = open({ burstBytes: 128 * kib });
    jest.advanceTimersByTime(60_000);
    pace.spend(body('a'), 128 * kib);
    pace.spend(body('b'), 1);
    expect(since()).toEqual(['b paused']);
  });
});
