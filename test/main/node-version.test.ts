import { describe, expect, it } from '@jest/globals';
import { describeOldNode } from '../../src/main/node-version.ts';

describe('describeOldNode', () => {
  it('is content with the oldest release that package.json names', () => {
    expect(describeOldNode('22.19.0')).toBeUndefined();
    expect(describeOldNode('24.0.0')).toBeUndefined();
  });

  it('names both releases where the one at hand is too old', () => {
    expect(describeOldNode('22.18.9')).toBe(
      'mirrorguard requires Node.js 22.19 or later, but this is 22.18.9',
    );
    expect(describeOldNode('20.20.2')).toMatch(/this is 20\.20\.2/);
  });
});
