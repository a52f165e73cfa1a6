import { describe, expect, it } from '@jest/globals';
import { quoteGo } from '../../../src/model/text/go-quote.ts';

describe('quoting as Go does', () => {
  it.each([
    ['quay.io/a', '"quay.io/a"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['\n\t\r\b\f\v\u0007', '"\\n\\t\\r\\b\\f\\v\\a"'],
    ['\u0001\u007f', '"\\x01\\x7f"'],
    ['é\u00a0\u{1f600}\u{e0001}', '"é\\u00a0\u{1f600}\\U000e0001"'],
  ])('writes %j as %s', (text, quoted) => {
    expect(quoteGo(text)).toBe(quoted);
  });
});
