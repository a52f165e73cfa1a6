import { describe, expect, it } from '@jest/globals';
import { nearestName } from '../../../src/model/text/nearest-name.ts';

const names = ['source', 'mirrors', 'mirrorSourcePolicy'];

describe('nearestName', () => {
  it('sees other letter case and up to two slips', () => {
    expect(nearestName('Source', names)).toBe('source');
    expect(nearestName('surce', names)).toBe('source');
    expect(nearestName('mirors', names)).toBe('mirrors');
    expect(nearestName('mirrorsourcepolcy', names)).toBe('mirrorSourcePolicy');
  });

  it('suggests nothing that is three slips away, or two in a word too short for them', () => {
    expect(nearestName('mirrrrrors', names)).toBeUndefined();
    expect(nearestName('kd', ['kind'])).toBeUndefined();
  });

  it('does not compare names of any length', () => {
    expect(nearestName('s'.repeat(41), names)).toBeUndefined();
    expect(nearestName('x'.repeat(3_000_000), names)).toBeUndefined();
  });
});
