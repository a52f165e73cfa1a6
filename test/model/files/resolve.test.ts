import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { findRegistry } from '../../../src/model/files/loaded-registries.ts';
import { type Resolution, resolvePull } from '../../../src/model/files/resolve.ts';
import { type ExampleObject, idms, itms } from '../../../src/rules/example.ts';
import { anyClusterState, anyReference } from '../../support/arbitraries.ts';
import { clusterOf, someDigest } from '../../support/cluster.ts';

function resolve(reference: string, ...objects: ExampleObject[]): Resolution {
  const loaded = ClusterModel.predict(clusterOf(objects)).load();
  if (loaded.kind === 'failed') throw new Error(loaded.message);
  return resolvePull(reference, loaded.registries);
}

function tried(resolution: Resolution): string[] {
  if (resolution.kind !== 'tries') return [resolution.kind];
  return resolution.sources.map(({ reference, blockedBy }) =>
    blockedBy === undefined ? reference : `${reference} blocked by ${blockedBy}`,
  );
}

describe('resolving a pull', () => {
  it('tries the mirrors for digests, then the source', () => {
    const object = idms('d').mirror('src.io/n', ['m.io/n', 'o.io/n']);
    expect(tried(resolve(`src.io/n/app@${someDigest}`, object))).toEqual([
      `m.io/n/app@${someDigest}`,
      `o.io/n/app@${someDigest}`,
      `src.io/n/app@${someDigest}`,
    ]);
    expect(tried(resolve('src.io/n/app:v1', object))).toEqual(['src.io/n/app:v1']);
  });

  it('tries the mirrors for tags if the reference has no digest, with the tag latest by default', () => {
    expect(tried(resolve('src.io/app', itms('t').mirror('src.io', ['m.io'])))).toEqual([
      'm.io/app:latest',
      'src.io/app:latest',
    ]);
  });

  it('contacts the registry of the image if no entry matches', () => {
    expect(resolve('other.io/app:v1')).toEqual({
      kind: 'tries',
      matchedPrefix: undefined,
      sources: [
        { location: 'other.io/app', insecure: false, reference: 'other.io/app:v1', name: 'other.io/app' },
      ],
    });
  });

  it('blocks pulls by tag from a source with NeverContactSource, and mirrors inside the source', () => {
    const object = idms('d').mirror('src.io', ['src.io:5000/m', 'm.io'], 'NeverContactSource');
    expect(tried(resolve(`src.io/a@${someDigest}`, object))).toEqual([
      `src.io:5000/m/a@${someDigest} blocked by src.io`,
      `m.io/a@${someDigest}`,
      `src.io/a@${someDigest} blocked by src.io`,
    ]);
    expect(tried(resolve('src.io/a:v1', object))).toEqual(['src.io/a:v1 blocked by src.io']);
  });

  it('replaces the hosts of a wildcard with one mirror and keeps the name for the source', () => {
    const resolution = resolve(`x.src.io/a@${someDigest}`, idms('d').mirror('*.src.io', ['m.io/w']));
    expect(tried(resolution)).toEqual([`m.io/w/a@${someDigest}`, `x.src.io/a@${someDigest}`]);
    expect(resolution).toMatchObject({
      matchedPrefix: '*.src.io',
      sources: [{ location: 'm.io/w' }, { location: '' }],
    });
  });

  it.each([
    ['src.io', 'mirror/foo', 'src.io/x', 'repository name must be canonical'],
    ['src.io', 'Mirror/foo', 'src.io/x', 'invalid reference format: repository name must be lowercase'],
    ['src.io', 'docker.io', 'src.io/x', 'repository name must be canonical'],
    ['src.io', 'index.docker.io/a', 'src.io/x', 'repository name must be canonical'],
    ['src.io/x', 'm.io', 'src.io/x', 'repository name must be canonical'],
    ['src.io', 'm.io/ns', 'src.io:5000/x', 'invalid reference format'],
    ['*.src.io', 'm.io/ns', 'x.src.io:5000/x', 'invalid reference format'],
    ['src.io', `m.io/${'a'.repeat(249)}`, 'src.io/x', 'repository name must not be more than 255 characters'],
  ])(
    'from %s with mirror %s fails for %s before any registry is contacted: %s',
    (source, mirror, name, message) => {
      expect(resolve(`${name}@${someDigest}`, idms('d').mirror(source, [mirror]))).toEqual({
        kind: 'fails',
        matchedPrefix: source,
        location: mirror,
        message: `rewriting reference: ${message}`,
      });
    },
  );

  it('ignores a malformed mirror for the other kind of pull', () => {
    expect(resolve(`src.io/x@${someDigest}`, itms('t').mirror('src.io', ['mirror/foo'])).kind).toBe('tries');
  });

  it('reports the problem of a malformed reference', () => {
    expect(resolve('src.io/X')).toEqual({
      kind: 'invalid',
      message: 'invalid reference format: repository name must be lowercase',
    });
  });

  it('reports each location inside a blocked scope as blocked', () => {
    fc.assert(
      fc.property(anyClusterState, anyReference, (state, reference) => {
        const loaded = ClusterModel.predict(state).load();
        if (loaded.kind === 'failed') return;
        const resolution = resolvePull(reference, loaded.registries);
        if (resolution.kind !== 'tries') return;
        for (const { name, blockedBy } of resolution.sources) {
          const around = findRegistry(loaded.registries, name);
          expect(blockedBy).toBe(around?.blocked === true ? around.prefix : undefined);
        }
      }),
    );
  });

  it('tries the unchanged reference last', () => {
    fc.assert(
      fc.property(anyClusterState, anyReference, (state, reference) => {
        const loaded = ClusterModel.predict(state).load();
        const itself = resolvePull(reference, new Map());
        if (loaded.kind === 'failed' || itself.kind !== 'tries') return;
        const resolution = resolvePull(reference, loaded.registries);
        if (resolution.kind === 'tries')
          expect(resolution.sources.at(-1)?.reference).toBe(itself.sources[0]?.reference);
      }),
    );
  });
});
