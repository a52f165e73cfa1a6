import { describe, expect, it } from '@jest/globals';
import { parseLocation } from '../../../src/model/location/location.ts';
import { isPlain, traitsOf } from '../../../src/rules/context/location-traits.ts';
import { nearValidLocations } from '../../support/near-valid-locations.ts';

const traits = (text: string) => {
  const location = parseLocation(text, 'source');
  return location === undefined ? undefined : traitsOf(text, location);
};

describe('traitsOf', () => {
  it.each([
    ['quay.io/team/app', []],
    ['*.example.com', ['wildcard', 'without-path']],
    ['quay.io', ['without-path']],
    ['quay.io:5000/team', ['port']],
    ['mirror/team', ['odd-host']],
    ['localhost/team', []],
    ['index.docker.io/team', ['odd-host']],
    ['registry-1.docker.io', ['without-path', 'odd-host']],
    ['registry.hub.docker.com/team', ['odd-host']],
    ['docker.io/team', ['docker-io']],
    ['Quay.io/team', ['upper-case-host']],
    [`quay.io/${'a'.repeat(120)}`, []],
    [`quay.io/${'a'.repeat(121)}`, ['long']],
  ] as const)('returns for %s: %j', (text, expected) => {
    expect(traits(text)).toEqual(expected);
  });
});

describe('isPlain', () => {
  it('is false for each location with a trait and for malformed text', () => {
    let plain = 0;
    for (const text of [
      ...nearValidLocations({ seed: 3, count: 50_000 }),
      'docker.io/a',
      'index.docker.io/a',
      'registry-1.docker.io/a',
      'registry.hub.docker.com/a',
      `quay.io/${'a'.repeat(121)}`,
    ]) {
      if (!isPlain(text)) continue;
      plain++;
      expect({ text, traits: traits(text) }).toEqual({ text, traits: [] });
    }
    expect(plain).toBeGreaterThan(1000);
  });

  it.each(['quay.io/team/app', 'mirror-a.example.com/team_x/app.y'])(
    'is true for %s, as for most locations',
    (text) => {
      expect(isPlain(text)).toBe(true);
    },
  );
});
