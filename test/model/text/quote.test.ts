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
  ])('puts %j into quotes, escaping what cannot be seen and nothing else', (value, quoted) => {
    expect(quote(value)).toBe(quoted);
  });

  it('leaves out the middle of what is longer than 300 characters, and never half a character as it is', () => {
    expect(quote('a'.repeat(300))).toBe(`"${'a'.repeat(300)}"`);
    expect(quote(`${'a'.repeat(250)}${'b'.repeat(51)}`)).toBe(`"${'a'.repeat(240)}…${'b'.repeat(40)}"`);
    expect(quote(`${'a'.repeat(239)}${'\u{1f600}'.repeat(60)}`).isWellFormed()).toBe(true);
  });

  it('leaves out nothing where the whole is asked for, which can be read back', () => {
    const value = `${'a'.repeat(200)}\u200b\u{e0041}"`;
    expect(JSON.parse(quoteWhole(value))).toBe(value);
    expect(quoteWhole(value)).toMatch(/^[ -~]*$/);
  });
});
