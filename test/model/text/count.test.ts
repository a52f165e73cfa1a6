import { describe, expect, it } from '@jest/globals';
import { count, formatNumber } from '../../../src/model/text/count.ts';

describe('count', () => {
  it('uses the singular for one and the plural for zero and many', () => {
    expect([0, 1, 2].map((amount) => count(amount, 'source'))).toEqual([
      '0 sources',
      '1 source',
      '2 sources',
    ]);
    expect(count(2, 'registry', 'registries')).toBe('2 registries');
  });

  it('separates thousands', () => {
    expect([999, 1000, 1_572_864].map(formatNumber)).toEqual(['999', '1,000', '1,572,864']);
  });
});
