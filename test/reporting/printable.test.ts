import { describe, expect, it } from '@jest/globals';
import { printable } from '../../src/reporting/printable.ts';

describe('printable', () => {
  it('does not change text in any language', () => {
    expect(printable('Überprüfung 検査 🔍')).toBe('Überprüfung 検査 🔍');
  });

  it('replaces control characters and characters that change the text direction', () => {
    expect(printable('\u001b[2J\u0007\r\n\u2028\u202e')).toBe('\ufffd[2J\ufffd\ufffd\ufffd\ufffd\ufffd');
  });

  it('does not change the number of characters', () => {
    expect(printable('\ta\u0000b')).toBe(' a\ufffdb');
  });
});
