import { describe, expect, it } from '@jest/globals';
import { ageOf, isValidAt } from '../../src/certificates/validity.ts';

const validity = { notBeforeMs: 1_000_000, notAfterMs: 1_600_000 };

describe('the age of a certificate', () => {
  it.each([
    ['not-yet-valid', 999_999],
    ['fresh', 1_000_000],
    ['fresh', 1_399_999],
    ['due', 1_400_000],
    ['due', 1_499_999],
    ['overdue', 1_500_000],
    ['overdue', 1_600_000],
    ['expired', 1_600_001],
  ])('is %s at %d', (age, nowMs) => {
    expect(ageOf(validity, nowMs)).toBe(age);
  });

  it('includes both ends of the validity', () => {
    expect([999_999, 1_000_000, 1_600_000, 1_600_001].map((nowMs) => isValidAt(validity, nowMs))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
