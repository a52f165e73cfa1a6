import { describe, expect, it } from '@jest/globals';
import { wantsColour } from '../../src/cli/cli-io.ts';

describe('wantsColour', () => {
  it('colours a terminal and nothing else', () => {
    expect(wantsColour({ env: {}, isTerminal: true })).toBe(true);
    expect(wantsColour({ env: {}, isTerminal: false })).toBe(false);
    expect(wantsColour({ env: { TERM: 'dumb' }, isTerminal: true })).toBe(false);
  });

  it('obeys NO_COLOR unless it is empty', () => {
    expect(wantsColour({ env: { NO_COLOR: '1' }, isTerminal: true })).toBe(false);
    expect(wantsColour({ env: { NO_COLOR: '' }, isTerminal: true })).toBe(true);
  });

  it('obeys FORCE_COLOR above all', () => {
    expect(wantsColour({ env: { FORCE_COLOR: '1', NO_COLOR: '1' }, isTerminal: false })).toBe(true);
    expect(wantsColour({ env: { FORCE_COLOR: '0' }, isTerminal: true })).toBe(false);
    expect(wantsColour({ env: { FORCE_COLOR: 'false' }, isTerminal: true })).toBe(false);
  });
});
