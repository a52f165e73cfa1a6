import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterModel } from '../../src/model/cluster-model.ts';
import type { ClusterState } from '../../src/model/cluster-state.ts';
import type { MirrorSet } from '../../src/model/mirror-set.ts';
import { icsp, idms } from '../../src/rules/example.ts';
import { anyClusterState, anyMirrorSet } from '../support/arbitraries.ts';
import { deepFreeze } from '../support/check.ts';
import { clusterOf, someRelease } from '../support/cluster.ts';
import { unicodeText } from '../support/unicode-text.ts';

/** The predicted files of the nodes, and the kinds of problems that stop the MCO. */
function outcomeOf(state: ClusterState) {
  const model = ClusterModel.predict(state);
  const { registries, policy, lists, writesRegistriesConf } = model;
  return {
    registries,
    policy,
    lists,
    writesRegistriesConf,
    text: model.registriesConf,
    kinds: new Set(model.problems.map(({ kind }) => kind)),
  };
}

describe('ClusterModel', () => {
  it('lists the problems that stop the operator in its order', () => {
    const objects = [idms('d').mirror('*.a.io', ['m.io']), icsp('p').mirror('b.io/', ['m.io'])];
    const imageConfig = { insecureRegistries: ['x.a.io', '*'], allowedRegistries: ['*'] };
    const { problems } = ClusterModel.predict(clusterOf(objects, { imageConfig, releaseImage: 'short:1' }));
    expect(problems.map(({ kind }) => kind)).toEqual([
      'unreadable-release-image',
      'invalid-insecure-registry',
      'invalid-source',
      'wildcard-clash',
    ]);
    expect(
      ClusterModel.predict(clusterOf([], { imageConfig, releaseImage: someRelease })).problems.map(
        ({ kind }) => kind,
      ),
    ).toEqual(['invalid-insecure-registry', 'invalid-allowed-registry']);
  });

  it('does not depend on the order of objects', () => {
    fc.assert(
      fc.property(anyClusterState, fc.infiniteStream(fc.nat()), (state, numbers) => {
        const named = state.mirrorSets.map((set, index) => ({ ...set, name: `set-${index}` }));
        const shuffled = named
          .map((set) => ({ set, key: numbers.next().value }))
          .sort((a, b) => a.key - b.key);
        expect(outcomeOf({ ...state, mirrorSets: shuffled.map(({ set }) => set) })).toEqual(
          outcomeOf({ ...state, mirrorSets: named }),
        );
      }),
    );
  });

  it('is unchanged after a mirror set is added and removed', () => {
    fc.assert(
      fc.property(anyClusterState, anyMirrorSet, (state, set) => {
        const before = outcomeOf(state);
        outcomeOf({ ...state, mirrorSets: [...state.mirrorSets, set] });
        expect(outcomeOf(state)).toEqual(before);
      }),
    );
  });

  it('predicts the same for one object and for one object per entry', () => {
    const split = (set: MirrorSet) =>
      set.entries.map((entry, index) => ({ ...set, name: `${set.name}.${index}`, entries: [entry] }));
    fc.assert(
      fc.property(anyClusterState, (state) => {
        // Keep objects without entries, because they also cause a file.
        const mirrorSets = state.mirrorSets.flatMap((set) => (set.entries.length === 0 ? [set] : split(set)));
        expect(outcomeOf({ ...state, mirrorSets })).toEqual(outcomeOf(state));
      }),
    );
  });

  it('predicts the same for an ICSP and for an IDMS with the same entries', () => {
    fc.assert(
      fc.property(anyClusterState, (state) => {
        const named = state.mirrorSets.map((set, index) => ({ ...set, name: `set-${index}` }));
        const migrated = named.map((set) =>
          set.kind === 'ImageContentSourcePolicy' ? { ...set, kind: 'ImageDigestMirrorSet' as const } : set,
        );
        expect(outcomeOf({ ...state, mirrorSets: migrated })).toEqual(
          outcomeOf({ ...state, mirrorSets: named }),
        );
      }),
    );
  });

  it('does not change its input', () => {
    fc.assert(
      fc.property(anyClusterState, (state) => expect(() => outcomeOf(deepFreeze(state))).not.toThrow()),
    );
  });

  it('throws no error for any strings', () => {
    const text = unicodeText();
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
