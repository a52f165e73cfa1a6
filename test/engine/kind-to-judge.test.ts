import { describe, expect, it } from '@jest/globals';
import { kindToJudge } from '../../src/engine/kind-to-judge.ts';

const spec = { imageTagMirrors: [] };

describe('kindToJudge', () => {
  it.each(['ImageDigestMirrorSet', 'ImageTagMirrorSet', 'ImageContentSourcePolicy'])(
    'takes %s for what it is, whatever else is wrong',
    (kind) => {
      expect(kindToJudge({ kind, apiVersion: 'v1', spec })).toBe(kind);
    },
  );

  it('takes the dead kind for the one that it resembles', () => {
    expect(kindToJudge({ kind: 'ImageContentPolicy' })).toBe('ImageContentSourcePolicy');
  });

  it('takes a misspelt kind for the one that was meant, or that has the fields', () => {
    expect(kindToJudge({ kind: 'imagedigestmirrorset', apiVersion: 'config.openshift.io/v1' })).toBe(
      'ImageDigestMirrorSet',
    );
    expect(kindToJudge({ kind: 'ITMS', apiVersion: 'config.openshift.io/v1', spec })).toBe(
      'ImageTagMirrorSet',
    );
    expect(kindToJudge({ apiVersion: 'operator.openshift.io/v1', spec })).toBe('ImageTagMirrorSet');
    expect(kindToJudge({ spec: { repositoryDigestMirrors: null } })).toBe('ImageContentSourcePolicy');
  });

  it('passes over other kinds, also of the same groups, and over what other groups have with the same fields', () => {
    expect(kindToJudge({ kind: 'Image', apiVersion: 'config.openshift.io/v1', spec: {} })).toBeUndefined();
    expect(kindToJudge({ kind: 'ITMS', apiVersion: 'example.com/v1', spec })).toBeUndefined();
    expect(kindToJudge({ kind: 'imagedigestmirrorset', apiVersion: 7 })).toBeUndefined();
    expect(kindToJudge({})).toBeUndefined();
  });
});
