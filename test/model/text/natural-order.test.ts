import { describe, expect, it } from '@jest/globals';
import { compareNaturally } from '../../../src/model/text/natural-order.ts';

describe('compareNaturally', () => {
  it('sorts letters after other characters and numbers by value', () => {
    const sorted = [
      '*.b.io',
      '10.0.0.1:5000/a',
      'A.io',
      'a-b.io',
      'a.io',
      'a.io/x2',
      'a.io/x10',
      'a.io/x100',
      'a.io/x101',
      'a2.io',
      'a10.io',
      'aa.io',
      'b.io',
      'b.io/a',
    ];
    expect([...sorted].reverse().sort(compareNaturally)).toEqual(sorted);
  });

  it('returns 0 for equal texts', () => {
    expect(compareNaturally('a1', 'a1')).toBe(0);
  });
});
