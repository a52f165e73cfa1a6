import { describe, expect, it } from '@jest/globals';
import { printable } from '../../src/reporting/printable.ts';

describe('printable', () => {
  it('leaves text of any language as it is', () => {
    expect(printable('Überprüfung 検査 🔍')).toBe('Überprüfung 検査 🔍');
  });

  it('replaces what a terminal would obey, and what would turn the direction of reading', () => {
    expect(printable('\u001b[2J\u0007\r\n\u2028\u202e')).toBe('\ufffd[2J\ufffd\ufffd\ufffd\ufffd\ufffd');
  });

  it('keeps columns: every character stays one', () => {
    expect(printable('\ta\u0000b')).toBe(' a\ufffdb');
  });
});
