import { describe, expect, it } from '@jest/globals';
import { usesColor } from '../../src/cli/cli-io.ts';

describe('usesColor', () => {
  it('colours a terminal and nothing else', () => {
    expect(usesColor({ env: {}, isTerminal: true })).toBe(true);
    expect(usesColor({ env: {}, isTerminal: false })).toBe(false);
    expect(usesColor({ env: { TERM: 'dumb' }, isTerminal: true })).toBe(false);
  });

  it('obeys NO_COLOR unless it is empty', () => {
    expect(usesColor({ env: { NO_COLOR: '1' }, isTerminal: true })).toBe(false);
    expect(usesColor({ env: { NO_COLOR: '' }, isTerminal: true })).toBe(true);
  });

  it('obeys FORCE_COLOR above all', () => {
    expect(usesColor({ env: { FORCE_COLOR: '1', NO_COLOR: '1' }, isTerminal: false })).toBe(true);
    expect(usesColor({ env: { FORCE_COLOR: '0' }, isTerminal: true })).toBe(false);
    expect(usesColor({ env: { FORCE_COLOR: 'false' }, isTerminal: true })).toBe(false);
  });
});
