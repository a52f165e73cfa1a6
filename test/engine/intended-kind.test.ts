import { describe, expect, it } from '@jest/globals';
import { intendedKind } from '../../src/engine/intended-kind.ts';

const spec = { imageTagMirrors: [] };

describe('intendedKind', () => {
  it.each(['ImageDigestMirrorSet', 'ImageTagMirrorSet', 'ImageContentSourcePolicy'])(
    'recognizes %s despite other faults',
    (kind) => {
      expect(intendedKind({ kind, apiVersion: 'v1', spec })).toBe(kind);
    },
  );

  it('takes the dead kind for the one that it resembles', () => {
    expect(intendedKind({ kind: 'ImageContentPolicy' })).toBe('ImageContentSourcePolicy');
  });

  it('takes a misspelt kind for the one that was meant, or that has the fields', () => {
    expect(intendedKind({ kind: 'imagedigestmirrorset', apiVersion: 'config.openshift.io/v1' })).toBe(
      'ImageDigestMirrorSet',
    );
    expect(intendedKind({ kind: 'ITMS', apiVersion: 'config.openshift.io/v1', spec })).toBe(
      'ImageTagMirrorSet',
    );
    expect(intendedKind({ apiVersion: 'operator.openshift.io/v1', spec })).toBe('ImageTagMirrorSet');
    expect(intendedKind({ spec: { repositoryDigestMirrors: null } })).toBe('ImageContentSourcePolicy');
  });

  it('passes over other kinds, also of the same groups, and over what other groups have with the same fields', () => {
    expect(intendedKind({ kind: 'Image', apiVersion: 'config.openshift.io/v1', spec: {} })).toBeUndefined();
    expect(intendedKind({ kind: 'ITMS', apiVersion: 'example.com/v1', spec })).toBeUndefined();
    expect(intendedKind({ kind: 'imagedigestmirrorset', apiVersion: 7 })).toBeUndefined();
    expect(intendedKind({})).toBeUndefined();
  });
});
