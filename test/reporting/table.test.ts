import { describe, expect, it } from '@jest/globals';
import { table } from '../../src/reporting/table.ts';

describe('table', () => {
  it('lines up columns and leaves no blanks at the ends', () => {
    expect(
      table([
        ['a', 'long', 'x'],
        ['bcd', '', 'y'],
        ['e', 'f', ''],
      ]),
    ).toBe('a    long  x\nbcd        y\ne    f\n');
  });

  it('measures cells before they are marked', () => {
    expect(table([['a', 'b']], (cell) => `<<${cell}>>`)).toBe('<<a>>  <<b>>\n');
  });

  it('is empty without rows', () => {
    expect(table([])).toBe('');
  });
});
