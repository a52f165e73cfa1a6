import { describe, expect, it } from '@jest/globals';
import { knownFields, suggestField } from '../../src/kubernetes/known-fields.ts';

describe('knownFields', () => {
  it('has the fields of each kind, as the definitions have them', () => {
    expect(knownFields('ImageTagMirrorSet', 'spec')).toEqual(['imageTagMirrors']);
    expect(knownFields('ImageTagMirrorSet', 'entry')).toEqual(['source', 'mirrors', 'mirrorSourcePolicy']);
    expect(knownFields('ImageContentSourcePolicy', 'entry')).toEqual(['source', 'mirrors']);
  });
});

describe('suggestField', () => {
  it('tells the list of the kind from the lists of the other kinds', () => {
    expect(suggestField('ImageTagMirrorSet', 'spec', 'repositoryDigestMirrors')).toBe(
      'the list of ImageTagMirrorSet is called imageTagMirrors',
    );
    expect(suggestField('ImageTagMirrorSet', 'spec', 'mirrors')).toBe(
      'mirrors belongs in an entry of spec.imageTagMirrors',
    );
    expect(suggestField('ImageTagMirrorSet', 'spec', 'imageMirrors')).toBe(
      'the list of ImageTagMirrorSet is called imageTagMirrors',
    );
  });

  it('knows that tags are another kind, not a field', () => {
    expect(suggestField('ImageContentSourcePolicy', 'entry', 'allowMirrorByTags')).toBe(
      'for pulls by tag there is ImageTagMirrorSet',
    );
  });

  it('suggests nothing for what is near nothing, names that every object inherits included', () => {
    for (const name of ['image', 'constructor', '__proto__', 'x'])
      expect(suggestField('ImageDigestMirrorSet', 'entry', name)).toBeUndefined();
  });
});
