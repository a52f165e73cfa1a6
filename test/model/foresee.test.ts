import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClusterState } from '../../src/model/cluster-state.ts';
import { foresee, renderFile } from '../../src/model/foresee.ts';
import type { MirrorSet } from '../../src/model/mirror-set.ts';
import { icsp, idms } from '../../src/rules/example.ts';
import { anyClusterState, anyMirrorSet } from '../support/arbitraries.ts';
import { deepFreeze } from '../support/check.ts';
import { clusterOf, someRelease } from '../support/cluster.ts';

/** Everything that reaches the nodes, and whether the operator stops. */
function outcomeOf(state: ClusterState) {
  const foresight = foresee(state);
  const { registryList, policy, lists, writesRegistriesConf } = foresight;
  return {
    registryList,
    policy,
    lists,
    writesRegistriesConf,
    text: renderFile(foresight),
    kinds: new Set(foresight.problems.map(({ kind }) => kind)),
  };
}

describe('foreseeing a cluster state', () => {
  it('lists what stops the operator in its order', () => {
    const objects = [idms('d').mirror('*.a.io', ['m.io']), icsp('p').mirror('b.io/', ['m.io'])];
    const imageConfig = { insecureRegistries: ['x.a.io', '*'], allowedRegistries: ['*'] };
    const { problems } = foresee(clusterOf(objects, { imageConfig, releaseImage: 'short:1' }));
    expect(problems.map(({ kind }) => kind)).toEqual([
      'unreadable-release-image',
      'invalid-insecure-registry',
      'invalid-source',
      'wildcard-clash',
    ]);
    expect(
      foresee(clusterOf([], { imageConfig, releaseImage: someRelease })).problems.map(({ kind }) => kind),
    ).toEqual(['invalid-insecure-registry', 'invalid-allowed-registry']);
  });

  it('does not depend on the order of objects', () => {
    fc.assert(
      fc.property(anyClusterState, fc.infiniteStream(fc.nat()), (state, numbers) => {
        const shuffled = state.mirrorSets
          .map((set) => ({ set, key: numbers.next().value }))
          .sort((a, b) => a.key - b.key);
        expect(outcomeOf({ ...state, mirrorSets: shuffled.map(({ set }) => set) })).toEqual(outcomeOf(state));
      }),
    );
  });

  it('is left without a trace by a set that was added and removed', () => {
    fc.assert(
      fc.property(anyClusterState, anyMirrorSet, (state, set) => {
        const before = outcomeOf(state);
        outcomeOf({ ...state, mirrorSets: [...state.mirrorSets, set] });
        expect(outcomeOf(state)).toEqual(before);
      }),
    );
  });

  it('is the same for one object and for its entries in objects of their own', () => {
    const split = (set: MirrorSet) =>
      set.entries.map((entry, index) => ({ ...set, name: `${set.name}-${index}`, entries: [entry] }));
    fc.assert(
      fc.property(anyClusterState, (state) => {
        // An object without entries is written too, and has nothing to split.
        const mirrorSets = state.mirrorSets.flatMap((set) => (set.entries.length === 0 ? [set] : split(set)));
        expect(outcomeOf({ ...state, mirrorSets })).toEqual(outcomeOf(state));
      }),
    );
  });

  it('is the same for a policy and for a digest set with the same entries', () => {
    fc.assert(
      fc.property(anyClusterState, (state) => {
        const migrated = state.mirrorSets.map((set) =>
          set.kind === 'ImageContentSourcePolicy' ? { ...set, kind: 'ImageDigestMirrorSet' as const } : set,
        );
        expect(outcomeOf({ ...state, mirrorSets: migrated })).toEqual(outcomeOf(state));
      }),
    );
  });

  it('changes nothing that it is given', () => {
    fc.assert(
      fc.property(anyClusterState, (state) => expect(() => outcomeOf(deepFreeze(state))).not.toThrow()),
    );
  });

  it('never throws, whatever the strings', () => {
    const text = fc.string({ unit: 'binary' });
    const texts = fc.array(text, { maxLength: 3 });
    fc.assert(
      fc.property(text, texts, texts, text, (source, mirrors, scopes, release) => {
        const objects = [
          icsp('p')
            .mirror(source, mirrors)
            .mirror(source, [...mirrors].reverse()),
        ];
        const imageConfig = {
          insecureRegistries: scopes,
          blockedRegistries: scopes,
          allowedRegistries: scopes,
        };
        for (const version of ['4.12', '4.15', '4.22'])
          outcomeOf(clusterOf(objects, { imageConfig, releaseImage: release, version }));
      }),
    );
  });
});
