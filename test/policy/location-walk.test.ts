import { describe, expect, it } from '@jest/globals';
import { formatFieldPath } from '../../src/domain/field-path.ts';
import { icsp, idms } from '../../src/policy/example.ts';
import { faultsOf, locationsOf } from '../../src/policy/location-walk.ts';
import { stageExample } from '../../src/policy/stage-example.ts';

const { subject } = stageExample(
  idms('a').entry({ mirrors: [] }).mirror('https://quay.io/a/', ['m.io/a', 'm.io/B']).mirror('*.io', ['*.io']),
);

describe('faultsOf', () => {
  it('gives the mistakes of the kinds asked for, in document order, with the place in the manifest', () => {
    const found = faultsOf(subject, 'wildcard', 'uppercase-path', 'scheme').map(
      ({ fault, path, role }) => `${fault.kind} ${role} ${formatFieldPath(path)}`,
    );
    expect(found).toEqual([
      'scheme source spec.imageDigestMirrors[1].source',
      'uppercase-path mirror spec.imageDigestMirrors[1].mirrors[1]',
      'wildcard mirror spec.imageDigestMirrors[2].mirrors[0]',
    ]);
  });

  it('names the list that the kind has', () => {
    const { subject: policy } = stageExample(icsp('a').mirror('', []));
    expect(faultsOf(policy, 'empty').map(({ path }) => formatFieldPath(path))).toEqual(['spec.repositoryDigestMirrors[0].source']);
  });
});

describe('locationsOf', () => {
  it('gives the well-formed values in parts, and no others', () => {
    expect(locationsOf(subject).map(({ text, location }) => `${text} ${location.kind}`)).toEqual(['m.io/a repository', '*.io wildcard']);
  });
});
