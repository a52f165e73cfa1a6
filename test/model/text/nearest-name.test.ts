import { describe, expect, it } from '@jest/globals';
import { nearestName } from '../../../src/model/text/nearest-name.ts';

const names = ['source', 'mirrors', 'mirrorSourcePolicy'];

describe('nearestName', () => {
  it('suggests names that differ in letter case or in up to two characters', () => {
    expect(nearestName('Source', names)).toBe('source');
    expect(nearestName('surce', names)).toBe('source');
    expect(nearestName('mirors', names)).toBe('mirrors');
    expect(nearestName('mirrorsourcepolcy', names)).toBe('mirrorSourcePolicy');
  });

  it('suggests no name that differs in three characters, or in two characters of a short word', () => {
    expect(nearestName('mirrrrrors', names)).toBeUndefined();
    expect(nearestName('kd', ['kind'])).toBeUndefined();
  });

  it('does not compare names of any length', () => {
    expect(nearestName('s'.repeat(41), names)).toBeUndefined();
    expect(nearestName('x'.repeat(3_000_000), names)).toBeUndefined();
  });
});
