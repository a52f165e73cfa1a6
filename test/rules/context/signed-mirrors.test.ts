import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { isNestedInside } from '../../../src/model/location/scope.ts';
import { newestVersion } from '../../../src/model/openshift-version.ts';
import { signedSourcesAmong } from '../../../src/rules/context/signed-mirrors.ts';
import { mirrorSet, mirrorSets } from '../../support/random-world.ts';

const scope = fc.constantFrom(
  'quay.io',
  'quay.io/a',
  'quay.io/a/b',
  '*.src.io',
  'a.src.io',
  'src.io:5000',
  'm.io/ocp',
  '*.io',
  'x.a.src.io/ab',
);
const policies = fc.array(
  fc.record({ name: fc.constantFrom('p', 'q', 'r'), scopes: fc.array(scope, { maxLength: 12 }) }),
  {
    maxLength: 3,
  },
);

describe('signedSourcesAmong', () => {
  it('returns sources inside the scopes of the policies, and sources that decide about a scope', () => {
    fc.assert(
      fc.property(mirrorSets, mirrorSet, policies, (sets, object, given) => {
        const others = sets.filter(({ kind, name }) => kind !== object.kind || name !== object.name);
        const mirrorSets = [...others, object];
        const model = ClusterModel.predict({ mirrorSets, imageConfig: {}, version: newestVersion });
        const after = model.mirrorSets;
        const touched = [...after.namedSources()];
        const sources = {
          has: (name: string) => after.has(name),
          matching: (name: string) => after.decidingSource(name),
        };
        const concerns = (source: string, signed: string) =>
          after.has(source) &&
          (source === after.sourcesMatching(signed)[0] || isNestedInside(source, signed));
        const expected = given.flatMap((policy) =>
          policy.scopes.flatMap((signed) =>
            touched
              .filter((source) => concerns(source, signed))
              .map((source) => ({ policy, scope: signed, source })),
          ),
        );
        expect(signedSourcesAmong(touched, given, sources)).toEqual(expected);
      }),
    );
  });
});
