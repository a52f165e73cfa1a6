import { describe, expect, it } from '@jest/globals';
import { closest, didYouMean } from '../../src/cli/closest.ts';

const words = ['no-scheme', 'no-wildcard-mirror', 'require-entries'];

describe('closest', () => {
  it('finds the word that was mistyped', () => {
    expect(closest('no-schema', words)).toBe('no-scheme');
    expect(closest('wildcard-mirror', words)).toBe('no-wildcard-mirror');
    expect(closest('no-scheme', words)).toBe('no-scheme');
  });

  it('ignores the case of letters', () => {
    expect(closest('NO-SCHEMA', words)).toBe('no-scheme');
  });

  it('finds the shortest name that has the word as a part, if that is of four letters at least', () => {
    expect(closest('wildcard', [...words, 'no-malformed-wildcard-source'])).toBe('no-wildcard-mirror');
    expect(closest('heme', words)).toBe('no-scheme');
    expect(closest('hem', words)).toBeUndefined();
  });

  it('has no idea for a word that is far from all', () => {
    expect(closest('zzzzzz', words)).toBeUndefined();
    expect(didYouMean('zzzzzz', words)).toBe('');
    expect(didYouMean('no-schem', words)).toBe(' Did you mean no-scheme?');
  });
});
