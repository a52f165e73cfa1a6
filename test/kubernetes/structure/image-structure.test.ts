import { describe, expect, it } from '@jest/globals';
import { findImageProblems } from '../../../src/kubernetes/structure/image-structure.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { formatFieldPath } from '../../../src/model/text/field-path.ts';

function problemsOf(spec: unknown, metadata: JsonObject = { name: 'cluster' }): readonly string[] {
  const object = { apiVersion: 'config.openshift.io/v1', kind: 'Image', metadata, spec } as JsonObject;
  return findImageProblems(object).map(({ path, message }) => `${formatFieldPath(path)}: ${message}`);
}

describe('findImageProblems', () => {
  it('accepts all lists, other fields of the spec, and an empty spec', () => {
    const lists = { allowedRegistries: ['quay.io'], insecureRegistries: [], blockedRegistries: ['*.io'] };
    expect(problemsOf({ registrySources: { ...lists, containerRuntimeSearchRegistries: ['a.io'] } })).toEqual(
      [],
    );
    expect(problemsOf({ additionalTrustedCA: { name: 'ca' }, imageStreamImportMode: 'Legacy' })).toEqual([]);
    expect(problemsOf({})).toEqual([]);
    expect(findImageProblems({ kind: 'Image' })).toEqual([]);
  });

  it('reports values of a wrong type', () => {
    expect(
      problemsOf({ registrySources: { blockedRegistries: 'quay.io', insecureRegistries: [1, 'a'] } }),
    ).toEqual([
      'spec.registrySources.insecureRegistries[0]: insecureRegistries[0] must be a string, but is the number 1',
      'spec.registrySources.blockedRegistries: blockedRegistries must be a list of strings, but is the string ' +
        '"quay.io"',
    ]);
    expect(problemsOf({ registrySources: ['quay.io'] })).toEqual([
      'spec.registrySources: registrySources must be an object, but is a list',
    ]);
    expect(problemsOf('quay.io')).toEqual(['spec: spec must be an object, but is the string "quay.io"']);
  });

  it('reports fields that the API server would drop, with the intended place or name', () => {
    const dropped = 'would be dropped without a message';
    expect(problemsOf({ registrySources: { blockedRegistry: ['quay.io'], mirrors: [] } })).toEqual([
      `spec.registrySources.blockedRegistry: unknown field "blockedRegistry" ${dropped}; did you mean ` +
        'blockedRegistries?',
      `spec.registrySources.mirrors: unknown field "mirrors" ${dropped}; remove it`,
    ]);
    expect(problemsOf({ registrySource: {}, allowedRegistries: ['quay.io'] })).toEqual([
      `spec.registrySource: unknown field "registrySource" ${dropped}; did you mean registrySources?`,
      `spec.allowedRegistries: unknown field "allowedRegistries" ${dropped}; move allowedRegistries under ` +
        'spec.registrySources',
    ]);
  });

  it('accepts unknown fields of an object from an API server, whose release can be newer', () => {
    const spec = { registrySources: { mirroredRegistries: ['quay.io'], blockedRegistries: 7 } };
    expect(problemsOf(spec, { name: 'cluster', uid: '1' })).toEqual([
      'spec.registrySources.blockedRegistries: blockedRegistries must be a list of strings, but is the number 7',
    ]);
  });
});
