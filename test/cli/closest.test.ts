import { describe, expect, it } from '@jest/globals';
import { closest, didYouMean } from '../../src/cli/closest.ts';

const words = ['no-scheme', 'no-wildcard-mirror', 'require-entries'];

describe('closest', () => {
  it('suggests the word with the fewest different characters', () => {
    expect(closest('no-schema', words)).toBe('no-scheme');
    expect(closest('wildcard-mirror', words)).toBe('no-wildcard-mirror');
    expect(closest('no-scheme', words)).toBe('no-scheme');
  });

  it('ignores the case of letters', () => {
    expect(closest('NO-SCHEMA', words)).toBe('no-scheme');
  });

  it('suggests the shortest name that contains a word of at least four letters', () => {
    expect(closest('wildcard', [...words, 'no-malformed-wildcard-source'])).toBe('no-wildcard-mirror');
    expect(closest('heme', words)).toBe('no-scheme');
    expect(closest('hem', words)).toBeUndefined();
  });

  it('suggests nothing for a dissimilar word', () => {
    expect(closest('zzzzzz', words)).toBeUndefined();
    expect(didYouMean('zzzzzz', words)).toBe('');
    expect(didYouMean('no-schem', words)).toBe(' Did you mean no-scheme?');
  });
});
