import { describe, expect, it } from '@jest/globals';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import type { RegistryEntry } from '../../../src/model/files/registries.ts';
import { type ExampleObject, icsp, idms, itms } from '../../../src/rules/example.ts';
import { clusterOf } from '../../support/cluster.ts';

function build(
  objects: readonly ExampleObject[],
  insecureRegistries: string[] = [],
  blockedRegistries: string[] = [],
): readonly RegistryEntry[] {
  const imageConfig = { insecureRegistries, blockedRegistries };
  return ClusterModel.predict(clusterOf(objects, { imageConfig })).registries;
}

function mirrorsOf(registries: readonly RegistryEntry[], scope: string): string[] {
  return (
    registries
      .find((registry) => registry.scope === scope)
      ?.mirrors.map(({ location, pullFromMirror }) => `${location} ${pullFromMirror}`) ?? []
  );
}

describe('the list of registries', () => {
  it('has digest sources, tag sources, blocked scopes and insecure scopes, in this order', () => {
    const registries = build(
      [itms('t').mirror('b.io', ['m.io/b']), idms('d').mirror('z.io', ['m.io/z'])],
      ['i.io'],
      ['k.io'],
    );
    expect(registries.map(({ scope }) => scope)).toEqual(['z.io', 'b.io', 'k.io', 'i.io']);
  });

  it('puts mirrors for digests before mirrors for tags', () => {
    const registries = build([
      itms('t').mirror('a.io', ['m.io/1']),
      idms('d').mirror('a.io', ['m.io/2']),
      icsp('p').mirror('a.io', ['m.io/3']),
    ]);
    expect(mirrorsOf(registries, 'a.io')).toEqual([
      'm.io/2 digest-only',
      'm.io/3 digest-only',
      'm.io/1 tag-only',
    ]);
  });

  it('gives a listed scope the mirrors of the broadest source that contains it, not of the nearest', () => {
    const registries = build(
      [idms('d').mirror('src.io', ['a.io/m']).mirror('src.io/b', ['b.io/m'])],
      ['src.io/b/c'],
    );
    expect(mirrorsOf(registries, 'src.io/b/c')).toEqual(['a.io/m/b/c digest-only']);
  });

  it('prefers a digest source that contains a listed scope to a broader tag source', () => {
    const registries = build(
      [itms('t').mirror('src.io', ['a.io/m']), idms('d').mirror('src.io/b', ['b.io/m'])],
      ['src.io/b/c'],
    );
    expect(mirrorsOf(registries, 'src.io/b/c')).toEqual(['b.io/m/c digest-only']);
  });

  it('gives a narrower source only its own mirrors', () => {
    const registries = build([
      idms('d').mirror('src.io', ['a.io/m']),
      itms('t').mirror('src.io/b', ['b.io/m']),
    ]);
    expect(mirrorsOf(registries, 'src.io/b')).toEqual(['b.io/m tag-only']);
  });

  it('blocks a listed scope inside a blocked registry, but not inside a source with NeverContactSource', () => {
    const blocked = (registries: readonly RegistryEntry[]) =>
      registries.find(({ scope }) => scope === 'src.io/b')?.blocked;
    expect(blocked(build([idms('d').mirror('src.io', ['a.io/m'], 'NeverContactSource')], ['src.io/b']))).toBe(
      false,
    );
    expect(blocked(build([idms('d').mirror('src.io', ['a.io/m'])], ['src.io/b'], ['src.io']))).toBe(true);
  });

  it('marks a mirror with a port as insecure by its host and port or a wildcard, but not by its host', () => {
    const insecure = (scope: string) =>
      build([idms('d').mirror('src.io', ['m.a.io:5000/x'])], [scope])[0]?.mirrors[0]?.insecure;
    expect(insecure('m.a.io:5000')).toBe(true);
    expect(insecure('m.a.io')).toBe(false);
    expect(insecure('*.a.io')).toBe(true);
  });

  it('writes a wildcard as a prefix without a location', () => {
    expect(build([idms('d').mirror('*.a.io', ['m.io/x'])])[0]).toMatchObject({
      scope: '*.a.io',
      prefix: '*.a.io',
      location: '',
    });
  });

  it('stops the operator with its error message if a listed scope is inside a wildcard source', () => {
    const { clashes, problems, registries } = ClusterModel.predict(
      clusterOf([idms('d').mirror('*.a.io', ['m.io/x'])], {
        imageConfig: { insecureRegistries: ['x.a.io', 'y.a.io:5000'] },
      }),
    );
    expect(clashes).toEqual([
      { wildcard: '*.a.io', pulls: 'digest', scope: 'x.a.io' },
      { wildcard: '*.a.io', pulls: 'digest', scope: 'y.a.io:5000' },
    ]);
    expect(problems[0]?.message).toBe(
      'internal error: mirrorsAdjustedForNestedScope for a wildcard scope "*.a.io"',
    );
    expect(registries).toEqual([]);
  });

  it('does not stop the operator if the listed scope is a source itself', () => {
    const objects = [idms('d').mirror('*.a.io', ['m.io/x']), itms('t').mirror('x.a.io', ['m.io/y'])];
    expect(mirrorsOf(build(objects, ['x.a.io']), 'x.a.io')).toEqual(['m.io/y tag-only']);
  });
});
