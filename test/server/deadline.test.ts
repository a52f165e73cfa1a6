import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { allowanceMs, deadlineAt } from '../../src/server/deadline.ts';

describe('the time for an answer', () => {
  it.each([
    ['/validate?timeout=1s', 900],
    ['/validate?timeout=5s', 4500],
    ['/validate?timeout=10s', 9500],
    ['/validate?timeout=30s', 29_500],
    ['/validate?timeout=500ms', 450],
    ['/validate?timeout=1.5s', 1350],
    ['/validate?timeout=0.5m', 29_500],
    ['/validate?dry=1&timeout=2s&x=y', 1800],
  ])('of %s is %d ms', (url, ms) => {
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
  ])('of %s is that of a webhook that does not say', (url) => {
    expect(allowanceMs(url)).toBe(9500);
  });

  it.each(['/validate?timeout=31s', '/validate?timeout=1m30s', '/validate?timeout=999999999h'])(
    'of %s is no longer than Kubernetes allows',
    (url) => {
      expect(allowanceMs(url)).toBe(29_500);
    },
  );
});

describe('a deadline', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const clock = { monotonicMs: () => performance.now() };

  it('is past from its very moment on, and then tells', () => {
    const deadline = deadlineAt(performance.now() + 100, clock);
    const told = jest.fn();
    deadline.whenPast(told);
    jest.advanceTimersByTime(99);
    expect([deadline.isPast(), told.mock.calls.length]).toEqual([false, 0]);
    jest.advanceTimersByTime(1);
    expect([deadline.isPast(), told.mock.calls.length]).toEqual([true, 1]);
  });

  it('tells at once where it is past already, though never before it was asked to', () => {
    const told = jest.fn();
    deadlineAt(performance.now() - 5, clock).whenPast(told);
    expect(told).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('tells nobody who has called it off', () => {
    const told = jest.fn();
    deadlineAt(performance.now() + 100, clock).whenPast(told)();
    jest.advanceTimersByTime(1000);
    expect(told).not.toHaveBeenCalled();
  });
});
