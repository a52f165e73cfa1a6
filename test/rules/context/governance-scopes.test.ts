import { describe, expect, it } from '@jest/globals';
import {
  findForbidding,
  findRedirected,
  findUnused,
  isAllowed,
  rowsFor,
} from '../../../src/rules/context/governance-scopes.ts';

describe('isAllowed', () => {
  it.each([
    ['m.example.com/a', 'm.example.com', true],
    ['m.example.com', 'm.example.com', true],
    ['m.example.com.evil.org/a', 'm.example.com', false],
    ['m.example.com:5000/a', 'm.example.com', false],
    ['m.example.com:443/a', 'm.example.com', true],
    ['m.example.com/a', 'm.example.com:443', true],
    ['m.example.com:0443/a', 'm.example.com', true],
    ['m.example.com:05000/a', 'm.example.com:5000', true],
    ['m.example.com:0/a', 'm.example.com', false],
    ['m.example.com/', 'm.example.com', true],
    ['m.example.com/a//', 'm.example.com/a', true],
    ['registry-1.docker.io/a', 'docker.io', false],
    ['M.Example.com/a', 'm.example.com', true],
    ['m.example.com/team/x', 'm.example.com/team', true],
    ['m.example.com/teammate', 'm.example.com/team', false],
    ['a.example.com:5000/x', '*.example.com', true],
    ['example.com/x', '*.example.com', false],
  ])('%s under %s: %p', (location, scope, expected) => {
    expect(isAllowed(location, [scope])).toBe(expected);
  });
});

describe('findForbidding', () => {
  it.each([
    ['old.example.com:5000/a', 'old.example.com', true],
    ['old.example.com/a', 'old.example.com:443', true],
    ['old.example.com:5000/a', 'old.example.com:443', false],
    ['OLD.example.com/a', 'old.example.com', true],
    ['old.example.com/', 'old.example.com', true],
    ['old.example.com:05000/a', 'old.example.com:5000', true],
    ['registry-1.docker.io/library/a', 'docker.io', true],
    ['registry-1.docker.io:443/library/a', 'docker.io/library', true],
    ['docker.io/library/a', 'index.docker.io', true],
    ['registry.hub.docker.com/library/a', 'docker.io', true],
    ['registry.hub.docker.com/a', 'registry-1.docker.io', true],
    ['registry-1.docker.io.example.com/a', 'docker.io', false],
    ['registry-2.docker.io/a', 'docker.io', false],
    ['old.example.com:5000/bad/x', 'old.example.com/bad', true],
    ['old.example.com/badly', 'old.example.com/bad', false],
    ['x.old.example.com/a', 'old.example.com', false],
    ['x.old.example.com:8443/a', '*.old.example.com', true],
  ])('%s under %s: %p', (location, scope, expected) => {
    expect(findForbidding(location, [scope])).toBe(expected ? scope : undefined);
  });

  it('returns the first matching scope', () => {
    expect(findForbidding('a.io/x', ['b.io', 'a.io', 'a.io/x'])).toBe('a.io');
  });
});

describe('findRedirected', () => {
  it.each([
    ['r.example.com/pay/card', 'r.example.com/pay', true],
    ['r.example.com/pay', 'r.example.com/pay', true],
    ['r.example.com', 'r.example.com/pay', true],
    ['*.example.com', 'r.example.com/pay', true],
    ['*.com', '*.example.com', true],
    // Nodes match a source without a port with all ports of its host (DOMAIN 7.2).
    ['r.example.com', 'r.example.com:5000/pay', true],
    ['r.example.com:5000', 'r.example.com/pay', true],
    ['r.example.com:5000', 'r.example.com:8443/pay', false],
    ['r.example.com:5000/pay/x', 'r.example.com/pay', true],
    ['r.example.com/payment', 'r.example.com/pay', false],
    ['r.example.com/other', 'r.example.com/pay', false],
    ['*.example.org', 'r.example.com/pay', false],
    ['registry-1.docker.io', 'docker.io/library', true],
  ])('%s and %s: %p', (source, scope, expected) => {
    expect(findRedirected(source, [scope])).toBe(expected ? scope : undefined);
  });
});

describe('findUnused', () => {
  it('returns the scopes that contain none of the locations', () => {
    const places = ['m.example.com', 'n.example.com:443', '*.example.org', 'm.example.com/team'];
    expect(findUnused([], places)).toEqual(places);
    expect(findUnused(['M.example.com/x', 'n.example.com/y'], places)).toEqual([
      '*.example.org',
      'm.example.com/team',
    ]);
    expect(findUnused(['m.example.com/team/x', 'a.example.org:5000/x'], places)).toEqual([
      'n.example.com:443',
    ]);
  });
});

describe('rowsFor', () => {
  it('returns the rows whose source includes the location', () => {
    const rows = [
      { source: 'docker.io', at: 1 },
      { source: 'quay.io/a', at: 2 },
      { source: 'docker.io/library', at: 3 },
    ];
    expect(rowsFor('index.docker.io:5000/library/x', rows).map(({ at }) => at)).toEqual([1, 3]);
    expect(rowsFor('quay.io', rows)).toEqual([]);
  });
});
