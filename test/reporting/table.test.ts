import { describe, expect, it } from '@jest/globals';
import { table } from '../../src/reporting/table.ts';

describe('table', () => {
  it('aligns columns without trailing blanks', () => {
    expect(
      table([
        ['a', 'long', 'x'],
        ['bcd', '', 'y'],
        ['e', 'f', ''],
      ]),
    ).toBe('a    long  x\nbcd        y\ne    f\n');
  });

  it('measures cells without their colors', () => {
    expect(table([['a', 'b']], (cell) => `<<${cell}>>`)).toBe('<<a>>  <<b>>\n');
  });

  it('is empty without rows', () => {
    expect(table([])).toBe('');
  });
});
