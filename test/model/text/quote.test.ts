import { describe, expect, it } from '@jest/globals';
import { quote, quoteWhole } from '../../../src/model/text/quote.ts';

describe('quote', () => {
  it.each([
    ['quay.io/team', '"quay.io/team"'],
    ['', '""'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['caf\u00e9 \u{1f600}', '"caf\u00e9 \u{1f600}"'],
    ['a\u0000\n\u007f\u0085\u2028', '"a\\u0000\\n\\u007f\\u0085\\u2028"'],
    ['\ud83d', '"\\ud83d"'],
    ['a\u200bb\u00a0\ufeff', '"a\\u200bb\\u00a0\\ufeff"'],
    ['\u202equay', '"\\u202equay"'],
    ['\u{e0041}', '"\\udb40\\udc41"'],
  ])('quotes %j and escapes only invisible characters', (value, quoted) => {
    expect(quote(value)).toBe(quoted);
  });

  it('omits the middle of values longer than 300 characters, and never splits a character', () => {
    expect(quote('a'.repeat(300))).toBe(`"${'a'.repeat(300)}"`);
    expect(quote(`${'a'.repeat(250)}${'b'.repeat(51)}`)).toBe(`"${'a'.repeat(240)}…${'b'.repeat(40)}"`);
    expect(quote(`${'a'.repeat(239)}${'\u{1f600}'.repeat(60)}`).isWellFormed()).toBe(true);
  });

  it('omits nothing if the full value is requested, and the result can be parsed', () => {
    const value = `${'a'.repeat(200)}\u200b\u{e0041}"`;
    expect(JSON.parse(quoteWhole(value))).toBe(value);
    expect(quoteWhole(value)).toMatch(/^[ -~]*$/);
  });
});
