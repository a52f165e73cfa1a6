import { describe, expect, it } from '@jest/globals';
import { usesColor } from '../../src/cli/cli-io.ts';

describe('usesColor', () => {
  it('uses color on a terminal only', () => {
    expect(usesColor({ env: {}, isTerminal: true })).toBe(true);
    expect(usesColor({ env: {}, isTerminal: false })).toBe(false);
    expect(usesColor({ env: { TERM: 'dumb' }, isTerminal: true })).toBe(false);
  });

  it('uses no color with NO_COLOR unless it is empty', () => {
    expect(usesColor({ env: { NO_COLOR: '1' }, isTerminal: true })).toBe(false);
    expect(usesColor({ env: { NO_COLOR: '' }, isTerminal: true })).toBe(true);
  });

  it('gives FORCE_COLOR precedence over NO_COLOR and the terminal', () => {
    expect(usesColor({ env: { FORCE_COLOR: '1', NO_COLOR: '1' }, isTerminal: false })).toBe(true);
    expect(usesColor({ env: { FORCE_COLOR: '0' }, isTerminal: true })).toBe(false);
    expect(usesColor({ env: { FORCE_COLOR: 'false' }, isTerminal: true })).toBe(false);
  });
});
