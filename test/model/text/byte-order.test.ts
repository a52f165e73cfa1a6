import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareBytes, sortByBytes } from '../../../src/model/text/byte-order.ts';
import { unicodeText } from '../../support/unicode-text.ts';

describe('byte order', () => {
  it('sorts uppercase before lowercase letters, and a prefix before longer strings', () => {
    expect(sortByBytes(['b', 'a', 'C', 'ab'])).toEqual(['C', 'a', 'ab', 'b']);
  });

  it('sorts characters beyond U+FFFF after all others, unlike UTF-16', () => {
    expect(sortByBytes(['\u{1f600}', '\uffee'])).toEqual(['\uffee', '\u{1f600}']);
    expect(compareBytes('\uffee', '\u{1f600}')).toBeLessThan(0);
  });

  it('is the order of the UTF-8 bytes', () => {
    const text = unicodeText();
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});
