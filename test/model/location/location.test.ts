import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isQualifiedHost,
  isValidLocation,
  isValidMirror,
  isValidSource,
  type LocationRole,
  parseLocation,
} from '../../../src/model/location/location.ts';
import { findFaults } from '../../../src/model/location/location-faults.ts';
import { nearValidLocations } from '../../support/near-valid-locations.ts';
import { propertyRuns } from '../../support/property-runs.ts';

/**
 * The patterns of the CRDs, written independently of the scanner (DOMAIN 12.1). At each position at most one
 * branch matches, so backtracking takes linear time.
 */
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const host = `${label}(?:\\.${label})*(?::[0-9]+)?`;
const path = '(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*';
const patterns: Readonly<Record<LocationRole, RegExp>> = {
  mirror: new RegExp(`^${host}${path}$`),
  source: new RegExp(`^(?:\\*(?:\\.${label})+|${host}${path})$`),
};
const roles: readonly LocationRole[] = ['source', 'mirror'];

describe('isValidSource and isValidMirror', () => {
  it('match the patterns of the CRDs for almost valid strings', () => {
    const count = propertyRuns(100_000);
    const disagreements: string[] = [];
    let accepted = 0;
    for (const text of nearValidLocations({ seed: 12, count })) {
      for (const role of roles) {
        const isAccepted = isValidLocation(text, role);
        if (isAccepted !== patterns[role].test(text)) disagreements.push(`${role} ${JSON.stringify(text)}`);
        if (isAccepted) accepted++;
      }
    }
    expect(disagreements).toEqual([]);
    // The strings must include valid and invalid locations.
    expect(accepted).toBeGreaterThan(0.4 * count);
    expect(accepted).toBeLessThan(1.6 * count);
  });

  it('match the patterns of the CRDs for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aZ0-._:/*@ é\n'), maxLength: 24 }), (text) => {
        for (const role of roles) expect(isValidLocation(text, role)).toBe(patterns[role].test(text));
      }),
      { numRuns: propertyRuns(5000), seed: 1 },
    );
  });

  it.each([
    'localhost',
    'ubi8',
    'mirror/ns',
    'quay.io:99999/foo',
    '10.0.0.1:5000/foo',
    'QUAY.IO/foo',
    'quay.io/foo--bar',
    'a/b__c',
    'a/b-----c',
  ])('accept %s, as the CRDs do', (text) => {
    expect(isValidSource(text)).toBe(true);
    expect(isValidMirror(text)).toBe(true);
  });

  it.each([
    '',
    ' quay.io',
    'quay.io\n',
    'https://quay.io/foo',
    'quay.io/foo/',
    'quay.io/Foo',
    'quay.io/foo:v1',
    'quay.io/foo@sha256:0',
    'quay.io//foo',
    '/foo',
    'quay.io/foo_',
    'quay.io/foo___bar',
    'quay.io/foo..bar',
    'quay.io/-foo',
    'quay_io/foo',
    'quay.io./x',
    'quay..io',
    '-quay.io',
    'quay-.io',
    'quay.io:',
    'quay.io:/x',
    '[::1]/x',
    'a*.io',
    '*',
    '*.',
    '*.io/x',
    '*.io:5000',
    '*..io',
    '**.io',
  ])('reject %j', (text) => {
    expect(isValidSource(text)).toBe(false);
    expect(isValidMirror(text)).toBe(false);
  });

  it('allow a wildcard before a domain only as a source', () => {
    for (const text of ['*.io', '*.example.com']) {
      expect(isValidSource(text)).toBe(true);
      expect(isValidMirror(text)).toBe(false);
    }
  });

  it.each([
    ['a run of letters that ends badly', `${'a'.repeat(1_000_000)}!`, false],
    ['a path component that ends badly', `quay.io/${'a'.repeat(1_000_000)}!`, false],
    ['a run of letters', `quay.io/${'a'.repeat(1_000_000)}`, true],
    ['three megabytes of upper-case components', `quay.io${'/A'.repeat(1_572_864)}`, false],
    ['three megabytes of hyphens', `quay.io/a${'-'.repeat(3_145_728)}`, false],
    ['three megabytes of hyphens between letters', `quay.io/a${'-'.repeat(3_145_728)}b`, true],
    ['hyphens in the host', `${'a-'.repeat(1_000_000)}.io`, false],
    ['alternating separators', `quay.io/${'a.a_a__a-'.repeat(300_000)}!`, false],
    ['a million labels', `${'a.'.repeat(1_000_000)}io`, true],
    ['a port of a million digits', `quay.io:${'9'.repeat(1_000_000)}`, true],
    ['slashes', '/'.repeat(3_145_728), false],
    ['blanks', ' '.repeat(3_145_728), false],
    ['blanks inside', `a${' '.repeat(3_145_728)}a`, false],
    ['colons', `a${':'.repeat(1_000_000)}`, false],
    ['ats', `a${'@'.repeat(1_000_000)}`, false],
    ['stars', '*'.repeat(1_000_000), false],
    ['brackets', '['.repeat(1_000_000), false],
    ['schemes', 'https://'.repeat(300_000), false],
  ])('decide %s correctly and in linear time', (_, text, isValid) => {
    for (const role of roles) {
      expect(isValidLocation(text, role)).toBe(isValid);
      expect(findFaults(text, role).length > 0).toBe(!isValid);
      expect(parseLocation(text, role) !== undefined).toBe(isValid);
    }
  });
});

describe('parseLocation', () => {
  it('returns the parts unchanged', () => {
    expect(parseLocation('*.Example.com', 'source')).toEqual({ kind: 'wildcard', suffix: 'Example.com' });
    expect(parseLocation('Quay.io', 'mirror')).toEqual({ kind: 'host', host: 'Quay.io' });
    expect(parseLocation('quay.io:0443', 'mirror')).toEqual({ kind: 'host', host: 'quay.io', port: '0443' });
    expect(parseLocation('quay.io:5000/a/b', 'source')).toEqual({
      kind: 'repository',
      host: 'quay.io',
      port: '5000',
      path: 'a/b',
    });
    expect(parseLocation('*.io', 'mirror')).toBeUndefined();
  });

  it('returns parts that form the original text', () => {
    for (const text of nearValidLocations({ seed: 7, count: 2000 })) {
      const location = parseLocation(text, 'source');
      if (location === undefined) continue;
      const port = location.kind === 'wildcard' || location.port === undefined ? '' : `:${location.port}`;
      const written =
        location.kind === 'wildcard'
          ? `*.${location.suffix}`
          : `${location.host}${port}${location.kind === 'repository' ? `/${location.path}` : ''}`;
      expect(written).toBe(text);
    }
  });
});

describe('isQualifiedHost', () => {
  it('requires a dot, a port, or localhost', () => {
    expect(isQualifiedHost({ host: 'mirror' })).toBe(false);
    expect(isQualifiedHost({ host: 'Localhost' })).toBe(false);
    expect(isQualifiedHost({ host: 'localhost' })).toBe(true);
    expect(isQualifiedHost({ host: 'mirror', port: '5000' })).toBe(true);
    expect(isQualifiedHost({ host: 'mirror.local' })).toBe(true);
  });
});
