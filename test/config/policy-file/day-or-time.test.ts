import { describe, expect, it } from '@jest/globals';
import { isDayOrTime } from '../../../src/config/policy-file/day-or-time.ts';

describe('a day or a time', () => {
  it.each([
    '2026-12-01',
    '2028-02-29',
    '2026-12-01T12:00Z',
    '2026-12-01T12:00:00Z',
    '2026-12-01T12:00:00.5+01:00',
  ])('is %s', (text) => {
    expect(isDayOrTime(text)).toBe(true);
  });

  it.each([
    '',
    'tomorrow',
    '2026-12-1',
    '2026-13-01',
    '2026-02-29',
    '2026-12-01T12:00:00',
    '2026-12-01 12:00:00Z',
    '2026-12-01T25:00:00Z',
    '1 December 2026',
    '2026',
  ])('is not %j', (text) => {
    expect(isDayOrTime(text)).toBe(false);
  });
});
