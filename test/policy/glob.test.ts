import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchesGlob } from '../../src/policy/glob.ts';

describe('matchesGlob', () => {
  it.each([
    ['team', 'team', true],
    ['team-a', 'team-*', true],
    ['team-', 'team-*', true],
    ['team', 'team-*', false],
    ['a-team', '*-team', true],
    ['a-team-b', '*-team', false],
    ['abcabd', 'a*bd', true],
    ['', '*', true],
    ['', '', true],
    ['x', '', false],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
  ])('matches %j against %j: %p', (text, pattern, expected) => {
    expect(matchesGlob(text, pattern)).toBe(expected);
  });

  it('agrees with the equivalent regular expression', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    fc.assert(
      fc.property(word, pattern, (text, glob) => {
        expect(matchesGlob(text, glob)).toBe(new RegExp(`^${glob.replaceAll('*', '.*')}$`).test(text));
      }),
    );
  });

  // An implementation with backtracking would not end.
  it('matches hostile patterns', () => {
    expect(matchesGlob('a'.repeat(5000), `${'*a'.repeat(200)}b`)).toBe(false);
  });
});
