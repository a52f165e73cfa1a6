import { describe, expect, it } from '@jest/globals';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { renderSignatureLocations } from '../../../src/model/files/signature-locations.ts';
import { syncError } from '../../../src/model/stopping-problems.ts';
import { type ExampleObject, icsp, idms, itms } from '../../../src/rules/example.ts';
import { clusterOf, someDigest } from '../../support/cluster.ts';

const signing = (...scopes: readonly string[]) => [{ name: 'signed', scopes }];

function predict(scope: string, objects: readonly ExampleObject[], imageConfig = {}) {
  return ClusterModel.predict(clusterOf(objects, { imageConfig, imagePolicies: signing(scope) }));
}

const locationsOf = (scope: string, objects: readonly ExampleObject[], imageConfig = {}) => [
  ...(predict(scope, objects, imageConfig).signatureLocations ?? []),
];

const errorsOf = (scope: string, objects: readonly ExampleObject[], imageConfig = {}) =>
  predict(scope, objects, imageConfig).problems.map(syncError);

describe('signature locations', () => {
  it('contain only the scope if it has no mirrors', () => {
    expect(locationsOf('quay.io/a', [])).toEqual(['quay.io/a']);
    expect(locationsOf('quay.io/a', [idms('other').mirror('docker.io/b', ['m.io/b'])])).toEqual([
      'quay.io/a',
    ]);
  });

  it('include the mirrors of a source that contains the scope', () => {
    const objects = [
      idms('d').mirror('quay.io', ['m.io/q', 'n.io']),
      itms('t').mirror('quay.io', ['t.io/q']),
    ];
    expect(locationsOf('quay.io/a/b', objects)).toEqual([
      'quay.io/a/b',
      'm.io/q/a/b',
      'n.io/a/b',
      't.io/q/a/b',
    ]);
  });

  it('include mirrors of sources inside the scope', () => {
    const objects = [idms('d').mirror('quay.io/a/x', ['m.io/x']).mirror('quay.io/ab', ['m.io/ab'])];
    expect(locationsOf('quay.io/a', objects)).toEqual(['quay.io/a', 'm.io/x', 'quay.io/a/x']);
  });

  it('omit the placeholders for a path and for the host of a wildcard', () => {
    expect(locationsOf('quay.io', [idms('d').mirror('quay.io', ['m.io/q'])])).toEqual(['quay.io', 'm.io/q']);
    expect(locationsOf('*.a.io', [idms('d').mirror('*.a.io', ['m.io/q'])])).toEqual(['*.a.io', 'm.io/q']);
    expect(locationsOf('x.a.io', [idms('d').mirror('*.a.io', ['m.io/q'])])).toEqual(['x.a.io', 'm.io/q']);
  });

  it('ignore tag and digest of a scope', () => {
    const objects = [idms('d').mirror('quay.io/a', ['m.io/q'])];
    expect(locationsOf('quay.io/a/b:v1', objects)).toEqual(['quay.io/a/b:v1', 'm.io/q/b', 'quay.io/a/b']);
    expect(locationsOf(`quay.io/a/b@${someDigest}`, objects)).toContain('m.io/q/b');
  });

  const prefix = (scope: string) => `error adding clusterimagepolicy scope ${scope} relevant mirrors: `;

  it.each([
    [
      'quay.io/a/b',
      idms('d').mirror('quay.io/a/b', ['mirror/x']),
      'error getting digest sources for scope quay.io/a/b: rewriting reference: repository name must be canonical',
    ],
    [
      'quay.io/a/b',
      itms('t').mirror('quay.io/a/b', ['m.io:5000']),
      'error getting tag sources for scope quay.io/a/b: rewriting reference: invalid reference format',
    ],
    [
      'docker.io',
      idms('d').mirror('docker.io', ['m.io/hub']),
      'error getting digest sources for scope docker.io/a: rewriting reference: repository name must be canonical',
    ],
    [
      'quay.io',
      idms('d').mirror('quay.io/foo', ['m.io']),
      'error getting digest sources for scope quay.io/foo: rewriting reference: repository name must be canonical',
    ],
    [
      'a.io:5000',
      idms('d').mirror('a.io', ['m.io/x']),
      'error getting digest sources for scope a.io:5000/a: rewriting reference: invalid reference format',
    ],
    [
      '*.a.io',
      idms('d').mirror('*.a.io', ['mirror']),
      'error getting digest sources for scope matched.a.io/a: rewriting reference: repository name must be canonical',
    ],
  ])('stop the MCO at scope %s', (scope, object, message) => {
    expect(errorsOf(scope, [object])).toEqual([`${prefix(scope)}${message}`]);
  });

  it('stop the MCO at an insecure registry inside the scope that is not a valid name', () => {
    expect(errorsOf('quay.io', [], { insecureRegistries: ['quay.io/Foo'] })).toEqual([
      `${prefix('quay.io')}error parsing scope quay.io/Foo: repository name must be lowercase`,
    ]);
  });

  it('stop the MCO at a blocked image with a tag inside the scope', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(errorsOf('quay.io', [], { blockedRegistries: ['quay.io/foo:v1'] })).toEqual([
      `${prefix('quay.io')}error getting digest sources for scope quay.io/foo:v1: invalid prefix 'quay.io/foo:v1' for reference 'quay.io/foo@${digest}'`,
    ]);
  });

  it('report no problem if registries.conf does not load, which stops the MCO already', () => {
    const imageConfig = { insecureRegistries: ['http://a.io'] };
    const message =
      "loading registries configuration: invalid location 'http://a.io': URI schemes are not supported";
    expect(errorsOf('quay.io/a', [], imageConfig)).toEqual([message]);
    expect(ClusterModel.predict(clusterOf([], { imageConfig })).problems).toEqual([]);
  });

  it('stop the MCO on releases before the feature as well', () => {
    const objects = [icsp('p').mirror('quay.io/a/b', ['mirror/x'])];
    const state = clusterOf(objects, { version: '4.15', imagePolicies: signing('quay.io/a/b') });
    expect(ClusterModel.predict(state).problems).toHaveLength(1);
  });
});

describe('renderSignatureLocations', () => {
  it('writes sorted keys, with quotes for wildcards and an indicator for long keys', () => {
    const long = `a.io/${'x'.repeat(130)}`;
    expect(renderSignatureLocations(['quay.io/a', '*.b.io', long])).toBe(
      `docker:\n  '*.b.io':\n    use-sigstore-attachments: true\n  ? ${long}\n  : use-sigstore-attachments: true\n` +
        '  quay.io/a:\n    use-sigstore-attachments: true\n',
    );
  });
});
