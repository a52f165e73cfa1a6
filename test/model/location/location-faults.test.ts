import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isValidLocation, type LocationRole } from '../../../src/model/location/location.ts';
import { type FaultKind, findFaults } from '../../../src/model/location/location-faults.ts';
import { nearValidLocations } from '../../support/near-valid-locations.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { unicodeText } from '../../support/unicode-text.ts';

const roles: readonly LocationRole[] = ['source', 'mirror'];

function expectInvariants(text: string, role: LocationRole): void {
  const faults = findFaults(text, role);
  expect(faults.length === 0).toBe(isValidLocation(text, role));
  for (const { component, at, reason, suggestion } of faults) {
    expect(text.slice(at, at + component.length)).toBe(component);
    expect(reason).not.toBe('');
    if (suggestion !== undefined) expect(isValidLocation(suggestion, role)).toBe(true);
  }
}

describe('findFaults', () => {
  it('returns faults if and only if the value is invalid, with positions inside it and valid suggestions', () => {
    for (const text of nearValidLocations({ seed: 99, count: propertyRuns(20_000) }))
      for (const role of roles) expectInvariants(text, role);
  });

  it('has the same invariants for any string', () => {
    fc.assert(fc.property(unicodeText({ maxLength: 30 }), fc.constantFrom(...roles), expectInvariants), {
      numRuns: propertyRuns(3000),
      seed: 3,
    });
  });

  it.each<[string, LocationRole, readonly FaultKind[]]>([
    ['', 'source', ['empty']],
    ['  ', 'source', ['whitespace']],
    ['/', 'mirror', ['trailing-slash']],
    ['https://', 'mirror', ['scheme']],
    ['https://quay.io', 'source', ['scheme']],
    [' https://quay.io/x:v1/ ', 'source', ['whitespace', 'scheme', 'trailing-slash', 'tag-or-digest']],
    ['quay.io/x/', 'source', ['trailing-slash']],
    ['quay.io/x:v1', 'source', ['tag-or-digest']],
    ['quay.io:5000', 'source', []],
    ['quay.io:5000/x:5000', 'source', ['tag-or-digest']],
    ['quay.io:v1', 'source', ['tag-or-digest']],
    ['quay.io:', 'source', ['port']],
    ['quay.io:50a0/x', 'source', ['port']],
    ['quay.io/x@sha256:0', 'mirror', ['tag-or-digest']],
    ['quay.io/X', 'mirror', ['uppercase-path']],
    ['quay.io/X_', 'mirror', ['path']],
    ['[::1]:5000/x', 'mirror', ['ipv6']],
    ['::1', 'source', ['ipv6']],
    ['2001:db8::1/x', 'mirror', ['ipv6']],
    ['fd00:0:0:0:0:0:0:1:5000/x', 'mirror', ['ipv6']],
    ['https://fd00::1/x', 'mirror', ['scheme', 'ipv6']],
    ['cafe:5000:1/x', 'source', ['port']],
    ['*.io', 'mirror', ['wildcard']],
    ['*.io/x', 'source', ['wildcard']],
    ['https://*.io', 'source', ['scheme']],
    ['$HOST/x', 'source', ['placeholder']],
    ['a{{b}}/x', 'source', ['placeholder']],
    ['quay_io/x', 'source', ['host']],
    ['/x', 'source', ['host']],
    [':5000/x', 'source', ['host']],
    ['quay.io//x', 'source', ['path']],
    ['quay.io/x\u00a0', 'source', ['path']],
  ])('returns the faults of %j as a %s: %j', (text, role, kinds) => {
    expect(findFaults(text, role).map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each([
    [' quay.io/x\n', 'quay.io/x'],
    ['http://quay.io:5000/x/', 'quay.io:5000/x'],
    ['quay.io/x//', 'quay.io/x'],
    ['quay.io/x:v1@sha256:0', 'quay.io/x'],
    ['Quay.io/Foo/Bar', 'Quay.io/foo/bar'],
  ])('suggests for %j: %s', (text, suggestion) => {
    expect(findFaults(text, 'source')[0]?.suggestion).toBe(suggestion);
  });
});
