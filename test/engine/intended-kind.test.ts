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

  it('recognizes the kind ImageContentPolicy as the kind that it resembles', () => {
    expect(intendedKind({ kind: 'ImageContentPolicy' })).toBe('ImageContentSourcePolicy');
  });

  it('recognizes a misspelled kind by its name or its fields', () => {
    expect(intendedKind({ kind: 'imagedigestmirrorset', apiVersion: 'config.openshift.io/v1' })).toBe(
      'ImageDigestMirrorSet',
    );
    expect(intendedKind({ kind: 'ITMS', apiVersion: 'config.openshift.io/v1', spec })).toBe(
      'ImageTagMirrorSet',
    );
    expect(intendedKind({ apiVersion: 'operator.openshift.io/v1', spec })).toBe('ImageTagMirrorSet');
    expect(intendedKind({ spec: { repositoryDigestMirrors: null } })).toBe('ImageContentSourcePolicy');
  });

  it('ignores other kinds of the same groups, and objects of other groups with the same fields', () => {
    expect(intendedKind({ kind: 'Image', apiVersion: 'config.openshift.io/v1', spec: {} })).toBeUndefined();
    expect(intendedKind({ kind: 'ITMS', apiVersion: 'example.com/v1', spec })).toBeUndefined();
    expect(intendedKind({ kind: 'imagedigestmirrorset', apiVersion: 7 })).toBeUndefined();
    expect(intendedKind({})).toBeUndefined();
  });
});
