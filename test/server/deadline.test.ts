import { describe, expect, it } from '@jest/globals';
import { allowanceMs } from '../../src/server/deadline.ts';

describe('the time for an answer', () => {
  it.each([
    ['/validate?timeout=1s', 900],
    ['/validate?timeout=5s', 4500],
    ['/validate?timeout=10s', 9500],
    ['/validate?timeout=30s', 29_500],
    ['/validate?timeout=1m30s', 89_500],
    ['/validate?timeout=500ms', 450],
    ['/validate?timeout=1.5s', 1350],
    ['/validate?dry=1&timeout=2s&x=y', 1800],
  ])('of %s is %d ms', (url, ms) => {
    expect(allowanceMs(url)).toBe(ms);
  });

  it.each([
    '/validate',
    '/validate?timeout=',
    '/validate?timeout=10',
    '/validate?timeout=soon',
    '/validate?timeout=-1s',
    `/validate?timeout=${'9'.repeat(5000)}s`,
  ])('is not known from %s', (url) => {
    expect(allowanceMs(url)).toBeUndefined();
  });
});
