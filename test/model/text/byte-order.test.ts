import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareBytes, sortByBytes } from '../../../src/model/text/byte-order.ts';

describe('byte order', () => {
  it('puts capitals before small letters, and a shorter string before what it begins', () => {
    expect(sortByBytes(['b', 'a', 'C', 'ab'])).toEqual(['C', 'a', 'ab', 'b']);
  });

  it('puts characters beyond U+FFFF behind all others, which UTF-16 does not', () => {
    expect(sortByBytes(['\u{1f600}', '\uffee'])).toEqual(['\uffee', '\u{1f600}']);
    expect(compareBytes('\uffee', '\u{1f600}')).toBeLessThan(0);
  });

  it('is the order of the UTF-8 bytes', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});
