import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { findRegistry, type LoadResult, loadRegistries } from '../../../src/model/files/loaded-registries.ts';
import type { RegistryEntry } from '../../../src/model/files/registries.ts';
import { matchedLength } from '../../../src/model/location/prefix-match.ts';
import { behaviorOf } from '../../../src/model/operator-behavior.ts';
import { icsp, idms } from '../../../src/rules/example.ts';
import { anyClusterState, anyPlace } from '../../support/arbitraries.ts';
import { clusterOf } from '../../support/cluster.ts';

const plain: RegistryEntry = {
  scope: 'a.io',
  prefix: '',
  location: 'a.io',
  insecure: false,
  blocked: false,
  mirrors: [],
};

function load(...entries: Partial<RegistryEntry>[]): LoadResult {
  return loadRegistries(
    entries.map((entry) => ({ ...plain, ...entry })),
    behaviorOf({ major: 4, minor: 20 }),
  );
}

describe('registries.conf that a node loads', () => {
  it('uses the entry with the longest prefix, a wildcard before a host of the same length', () => {
    const loaded = ClusterModel.predict(
      clusterOf([
        idms('d')
          .mirror('*.src.io', ['w.io/m'])
          .mirror('x.src.io', ['x.io/m'])
          .mirror('xy.src.io', ['y.io/m']),
      ]),
    ).load();
    const find = (name: string) =>
      loaded.kind === 'loaded' ? findRegistry(loaded.registries, name)?.prefix : undefined;
    expect(find('x.src.io/app')).toBe('*.src.io');
    expect(find('xy.src.io/app')).toBe('xy.src.io');
    expect(find('src.io/app')).toBeUndefined();
  });

  it('finds the same entry as a search of every entry', () => {
    fc.assert(
      fc.property(anyClusterState, anyPlace, (state, name) => {
        const loaded = ClusterModel.predict(state).load();
        if (loaded.kind === 'failed') return;
        const matching = [...loaded.registries.values()].filter(
          ({ prefix }) => matchedLength(name, prefix) !== -1,
        );
        const longest = matching.sort(
          (a, b) => b.prefix.length - a.prefix.length || (a.prefix < b.prefix ? -1 : 1),
        )[0];
        expect(findRegistry(loaded.registries, name)).toBe(longest);
      }),
    );
  });

  it.each([
    [{ location: 'https://a.io' }, "invalid location 'https://a.io': URI schemes are not supported"],
    [{ location: '/' }, 'invalid condition: both location and prefix are unset'],
    [
      { prefix: '*.a.io/n', location: '' },
      'Wildcarded prefix should be in the format: *.example.com. Current prefix "*.a.io/n" is incorrectly formatted',
    ],
    [
      { mirrors: [{ location: '/', insecure: false, pullFromMirror: 'digest-only' as const }] },
      'invalid condition: mirror location is unset',
    ],
    [
      { mirrors: [{ location: 'http://m', insecure: false, pullFromMirror: 'digest-only' as const }] },
      "invalid location 'http://m': URI schemes are not supported",
    ],
  ])('does not load %j', (entry, message) => {
    expect(load(entry)).toEqual({ kind: 'failed', message });
  });

  it('checks mirrors and locations for a scheme after removing slashes at the end', () => {
    const mirror = { location: 'https://', insecure: false, pullFromMirror: 'digest-only' as const };
    expect(load({ mirrors: [mirror] }, { location: 'http:///' }).kind).toBe('loaded');
  });

  it('does not load one location with two settings, and uses the first of two equal ones', () => {
    expect(load({ insecure: true }, { location: 'a.io/' })).toEqual({
      kind: 'failed',
      message: "registry 'a.io' is defined multiple times with conflicting 'insecure' setting",
    });
    expect(load({}, { location: 'a.io/', blocked: true })).toMatchObject({
      message: expect.stringContaining("conflicting 'blocked' setting"),
    });
    const twice = load(
      { mirrors: [{ location: 'm.io', insecure: false, pullFromMirror: 'tag-only' }] },
      { location: 'a.io//' },
    );
    expect(twice.kind === 'loaded' && twice.registries.get('a.io')?.mirrors).toHaveLength(1);
  });

  it('drops slashes at the end of mirrors starting with 4.20', () => {
    const mirrorAt = (version: { major: number; minor: number }) => {
      const entry = {
        ...plain,
        mirrors: [{ location: 'm.io/x/', insecure: false, pullFromMirror: 'digest-only' as const }],
      };
      const loaded = loadRegistries([entry], behaviorOf(version));
      return loaded.kind === 'loaded' ? loaded.registries.get('a.io')?.mirrors[0]?.location : undefined;
    };
    expect(mirrorAt({ major: 4, minor: 19 })).toBe('m.io/x/');
    expect(mirrorAt({ major: 4, minor: 20 })).toBe('m.io/x');
  });

  it('does not load values that old releases accept unchecked', () => {
    const loaded = ClusterModel.predict(
      clusterOf([icsp('p').mirror('https://a.io', ['m.io/a'])], { version: '4.15' }),
    ).load();
    expect(loaded.kind).toBe('failed');
  });
});
