import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identityOf, keepLatest } from '../../src/kubernetes/latest-objects.ts';
import type { JsonObject } from '../../src/model/json.ts';

const object = (apiVersion: string, kind: string, name: string, rest: JsonObject = {}): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...rest,
});
const image = (spec: JsonObject) => object('config.openshift.io/v1', 'Image', 'cluster', { spec });

describe('keepLatest', () => {
  it('retains the last one, and reports the replaced object', () => {
    const [first, second, third] = [image({ a: 1 }), image({ a: 2 }), image({ a: 3 })];
    expect(keepLatest([first, second, third])).toEqual({
      latest: [third],
      replaced: [
        { object: first, by: third },
        { object: second, by: third },
      ],
    });
  });

  it('reports nothing if they are equal, even with different managers', () => {
    const later = { ...image({ a: 1 }), metadata: { name: 'cluster', resourceVersion: '7' } };
    expect(keepLatest([image({ a: 1 }), later])).toEqual({ latest: [later], replaced: [] });
  });

  it('keeps all objects without a name or without mirrors', () => {
    const deployment = object('apps/v1', 'Deployment', 'a');
    const unnamed = { ...image({}), metadata: {} };
    const objects = [deployment, { ...deployment }, unnamed, { ...unnamed }];
    expect(keepLatest(objects)).toEqual({ latest: objects, replaced: [] });
  });

  it('retains one object per name in their order, and is idempotent', () => {
    const objects = fc.array(
      fc
        .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(2))
        .map(([name, n]) => object('config.openshift.io/v1', 'Image', name, { n })),
    );
    fc.assert(
      fc.property(objects, (all) => {
        const { latest } = keepLatest(all);
        expect(latest).toHaveLength(new Set(all.map(identityOf)).size);
        expect(all.filter((one) => latest.includes(one))).toEqual(latest);
        expect(keepLatest(latest)).toEqual({ latest, replaced: [] });
      }),
    );
  });
});

describe('the identity of an object', () => {
  it('includes the API and the kind', () => {
    const identities = ['config.openshift.io/v1', 'operator.openshift.io/v1'].flatMap((apiVersion) =>
      ['Image', 'ClusterVersion'].map((kind) => identityOf(object(apiVersion, kind, 'cluster'))),
    );
    expect(new Set(identities).size).toBe(4);
  });

  it('is undefined for kinds that no rule reads', () => {
    expect(identityOf(object('config.openshift.io/v1', 'OAuth', 'cluster'))).toBeUndefined();
  });

  it('distinguishes objects by their namespace', () => {
    const inNamespace = (kind: string, namespace: string) =>
      identityOf({ apiVersion: 'v1', kind, metadata: { name: 'pull-secret', namespace } });
    expect(inNamespace('Secret', 'a')).not.toBe(inNamespace('Secret', 'b'));
    expect(inNamespace('ConfigMap', 'a')).toBeUndefined();
  });

  it('ignores the namespace of an object that has none in the API', () => {
    const set = object('config.openshift.io/v1', 'ImageDigestMirrorSet', 'a');
    expect(identityOf({ ...set, metadata: { name: 'a', namespace: 'x' } })).toBe(identityOf(set));
  });
});
