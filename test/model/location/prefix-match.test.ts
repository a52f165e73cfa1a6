import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchedLength, matchingPrefixes } from '../../../src/model/location/prefix-match.ts';

describe('matching a prefix', () => {
  it('requires a slash, a port or a digest after the prefix', () => {
    expect(matchedLength('a.io/n', 'a.io')).toBe(4);
    expect(matchedLength('a.io:5000/n', 'a.io')).toBe(4);
    expect(matchedLength('a.iox', 'a.io')).toBe(-1);
  });

  it('matches any number of levels with a wildcard, but not the domain itself', () => {
    expect(matchedLength('x.y.a.io/n', '*.a.io')).toBe(8);
    expect(matchedLength('a.io/n', '*.a.io')).toBe(-1);
    expect(matchedLength('b.io/x.a.io', '*.a.io')).toBe(-1);
  });

  it('matches only the first occurrence of the domain of a wildcard', () => {
    expect(matchedLength('x.ab.io.ab.io/n', '*.ab.io')).toBe(-1);
    expect(matchedLength('x.ab.io.ab.io/n', '*.ab.io.ab.io')).toBe(13);
  });

  it('lists exactly the matching prefixes, longest first', () => {
    const name = fc.stringMatching(/^[ab.]{1,6}(:[0-9])?(\/[ab.]{1,3}){0,3}$/);
    const prefix = fc.oneof(fc.stringMatching(/^[ab./:]{1,6}$/), fc.stringMatching(/^\*\.[ab.]{1,5}$/));
    fc.assert(
      fc.property(name, prefix, (text, candidate) => {
        expect(matchingPrefixes(text).includes(candidate)).toBe(matchedLength(text, candidate) !== -1);
      }),
      { numRuns: 3000 },
    );
    expect(matchingPrefixes('x.io/n')).toEqual(['x.io/n', '*.io', 'x.io']);
  });
});
