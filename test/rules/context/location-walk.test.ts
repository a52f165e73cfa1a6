import { describe, expect, it } from '@jest/globals';
import { formatFieldPath } from '../../../src/model/text/field-path.ts';
import { faultsOf, locationsWith, wellFormedValues } from '../../../src/rules/context/location-walk.ts';
import { icsp, idms } from '../../../src/rules/example.ts';
import { stageExample } from '../../../src/rules/stage-example.ts';

const { subject } = stageExample(
  idms('a')
    .entry({ mirrors: [] })
    .mirror('https://quay.io/a/', ['m.io/a', 'm.io/B'])
    .mirror('*.io', ['*.io']),
);

describe('faultsOf', () => {
  it('returns the faults of the given kinds in document order with their paths', () => {
    const found = faultsOf(subject, ['wildcard', 'uppercase-path', 'scheme']).map(
      ({ fault, path, role }) => `${fault.kind} ${role} ${formatFieldPath(path)}`,
    );
    expect(found).toEqual([
      'scheme source spec.imageDigestMirrors[1].source',
      'uppercase-path mirror spec.imageDigestMirrors[1].mirrors[1]',
      'wildcard mirror spec.imageDigestMirrors[2].mirrors[0]',
    ]);
  });

  it('uses the list of the kind in the path', () => {
    const { subject: policy } = stageExample(icsp('a').mirror('', []));
    expect(faultsOf(policy, ['empty']).map(({ path }) => formatFieldPath(path))).toEqual([
      'spec.repositoryDigestMirrors[0].source',
    ]);
  });
});

describe('locationsWith', () => {
  it('returns the parsed well-formed values with the trait', () => {
    const shown = locationsWith(subject, 'wildcard').map(
      ({ text, location, path }) => `${text} ${location.kind} ${formatFieldPath(path)}`,
    );
    expect(shown).toEqual(['*.io wildcard spec.imageDigestMirrors[2].source']);
    expect(locationsWith(subject, 'port')).toEqual([]);
  });
});

describe('wellFormedValues', () => {
  it('returns only the well-formed values', () => {
    const shown = wellFormedValues(subject).map(({ text, path }) => `${text} ${formatFieldPath(path)}`);
    expect(shown).toEqual([
      'm.io/a spec.imageDigestMirrors[1].mirrors[0]',
      '*.io spec.imageDigestMirrors[2].source',
    ]);
  });
});
