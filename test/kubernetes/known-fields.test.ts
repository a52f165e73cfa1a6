import { describe, expect, it } from '@jest/globals';
import { knownFields, suggestField } from '../../src/kubernetes/known-fields.ts';

describe('knownFields', () => {
  it('returns the fields in the CRD of each kind', () => {
    expect(knownFields('ImageTagMirrorSet', 'spec')).toEqual(['imageTagMirrors']);
    expect(knownFields('ImageTagMirrorSet', 'entry')).toEqual(['source', 'mirrors', 'mirrorSourcePolicy']);
    expect(knownFields('ImageContentSourcePolicy', 'entry')).toEqual(['source', 'mirrors']);
  });
});

describe('suggestField', () => {
  it('suggests the list of the kind', () => {
    expect(suggestField('ImageTagMirrorSet', 'spec', 'repositoryDigestMirrors')).toBe(
      'use imageTagMirrors, the list of ImageTagMirrorSet',
    );
    expect(suggestField('ImageTagMirrorSet', 'spec', 'mirrors')).toBe(
      'move mirrors to an entry of spec.imageTagMirrors',
    );
    expect(suggestField('ImageTagMirrorSet', 'spec', 'imageMirrors')).toBe(
      'use imageTagMirrors, the list of ImageTagMirrorSet',
    );
  });

  it('suggests ImageTagMirrorSet for allowMirrorByTags', () => {
    expect(suggestField('ImageContentSourcePolicy', 'entry', 'allowMirrorByTags')).toBe(
      'use an ImageTagMirrorSet for pulls by tag',
    );
  });

  it('suggests nothing for dissimilar names, including those that every JavaScript object inherits', () => {
    for (const name of ['image', 'constructor', '__proto__', 'x'])
      expect(suggestField('ImageDigestMirrorSet', 'entry', name)).toBeUndefined();
  });
});
