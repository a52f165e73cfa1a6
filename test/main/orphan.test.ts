import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { whenOrphaned } from '../../src/main/orphan.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a process that loses its parent', () => {
  it('is told once, and not before', () => {
    let parent = 100;
    let calls = 0;
    whenOrphaned(
      () => parent,
      () => calls++,
    );
    jest.advanceTimersByTime(10_000);
    expect(calls).toBe(0);
    parent = 1;
    jest.advanceTimersByTime(500);
    expect(calls).toBe(1);
    jest.advanceTimersByTime(10_000);
    expect(calls).toBe(1);
  });
});
