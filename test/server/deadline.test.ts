import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { allowanceMs, deadlineAt } from '../../src/server/deadline.ts';

describe('allowanceMs', () => {
  it.each([
    ['/validate?timeout=1s', 900],
    ['/validate?timeout=5s', 4500],
    ['/validate?timeout=10s', 9500],
    ['/validate?timeout=30s', 29_500],
    ['/validate?timeout=500ms', 450],
    ['/validate?timeout=1.5s', 1350],
    ['/validate?timeout=0.5m', 29_500],
    ['/validate?dry=1&timeout=2s&x=y', 1800],
  ])('is for %s: %d ms', (url, ms) => {
    expect(allowanceMs(url)).toBe(ms);
  });

  it.each([
    '/validate',
    '/validate?timeout=',
    '/validate?timeout=0s',
    '/validate?timeout=10',
    '/validate?timeout=soon',
    '/validate?timeout=-1s',
    '/validate?notimeout=1s',
    `/validate?timeout=${'9'.repeat(5000)}s`,
  ])('uses the default timeout for %s', (url) => {
    expect(allowanceMs(url)).toBe(9500);
  });

  it.each(['/validate?timeout=31s', '/validate?timeout=1m30s', '/validate?timeout=999999999h'])(
    'limits %s to the maximum of Kubernetes',
    (url) => {
      expect(allowanceMs(url)).toBe(29_500);
    },
  );
});

describe('Deadline', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const clock = { monotonicMs: () => performance.now() };

  it('is past at its time, and then calls back', () => {
    const deadline = deadlineAt(performance.now() + 100, clock);
    const callback = jest.fn();
    deadline.whenPast(callback);
    jest.advanceTimersByTime(99);
    expect([deadline.isPast(), callback.mock.calls.length]).toEqual([false, 0]);
    jest.advanceTimersByTime(1);
    expect([deadline.isPast(), callback.mock.calls.length]).toEqual([true, 1]);
  });

  it('calls back asynchronously if it is past already', () => {
    const callback = jest.fn();
    deadlineAt(performance.now() - 5, clock).whenPast(callback);
    expect(callback).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('does not call back after it was cancelled', () => {
    const callback = jest.fn();
    deadlineAt(performance.now() + 100, clock).whenPast(callback)();
    jest.advanceTimersByTime(1000);
    expect(callback).not.toHaveBeenCalled();
  });
});
