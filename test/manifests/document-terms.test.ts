import { describe, expect, it } from '@jest/globals';
import { inDocumentTerms, shownPath } from '../../src/manifests/document-terms.ts';

const installConfig = {
  within: ['imageDigestSources'],
  becomes: { kind: 'ImageDigestMirrorSet', name: 'image-digest-mirror' },
} as const;
const deprecatedList = {
  within: ['imageContentSources'],
  becomes: { kind: 'ImageContentSourcePolicy', name: 'image-policy' },
} as const;
const hostedCluster = {
  within: ['spec', 'imageContentSources'],
  becomes: { kind: 'ImageDigestMirrorSet', name: 'cluster', isOfHostedCluster: true },
} as const;
const registriesConf = {
  within: ['registry'],
  becomes: { kind: 'ImageDigestMirrorSet', name: 'image-digest-mirror', format: 'registries' },
} as const;

describe('inDocumentTerms', () => {
  it.each([
    [
      'conflicts with spec.imageDigestMirrors[0].mirrorSourcePolicy; set one',
      installConfig,
      'conflicts with imageDigestSources[0].sourcePolicy; set one',
    ],
    [
      'this entry is spec.imageDigestMirrors[12] again',
      installConfig,
      'this entry is imageDigestSources[12] again',
    ],
    ['spec.imageDigestMirrors[0].mirrors[1].', installConfig, 'imageDigestSources[0].mirrors[1].'],
    [
      'spec.imageDigestMirrors[0].mirrors[1], then',
      hostedCluster,
      'spec.imageContentSources[0].mirrors[1], then',
    ],
    [
      'see spec.imageDigestMirrors[2].mirrors[0] and spec.imageDigestMirrors[1].source',
      registriesConf,
      'see registry[2].mirror[0].location and registry[1].location',
    ],
    [
      'has no source policy. Use an ImageDigestMirrorSet',
      deprecatedList,
      'has no source policy. Use imageDigestSources',
    ],
    ['imageDigestMirrors[3] must be an object', installConfig, 'imageDigestSources[3] must be an object'],
    [
      'unknown field "mirrorSourcePolicy" of imageDigestMirrors',
      installConfig,
      'unknown field "sourcePolicy" of imageDigestSources',
    ],
  ])('writes the field names of the document for "%s"', (message, origin, expected) => {
    expect(inDocumentTerms(origin, message)).toBe(expected);
  });

  it('does not change quoted values and error texts', () => {
    const message =
      'source "spec.imageDigestMirrors[0]" fails: "conflicting mirrorSourcePolicy is set for \\"a\\" in imageDigestMirrors"';
    expect(inDocumentTerms(installConfig, message)).toBe(message);
  });

  it('does not change a message about a whole object', () => {
    const message = 'spec.imageDigestMirrors[0].mirrorSourcePolicy is set';
    expect(inDocumentTerms({ within: ['items', 0] }, message)).toBe(message);
  });
});

describe('shownPath', () => {
  const path = ['spec', 'imageDigestMirrors', 0, 'mirrorSourcePolicy'];

  it('is the path in the document if the document has only the entries', () => {
    expect(shownPath(installConfig, path)).toEqual(['imageDigestSources', 0, 'sourcePolicy']);
  });

  it('is the path in the object if the document has the object', () => {
    expect(shownPath({ within: ['items', 0] }, path)).toEqual(path);
  });
});
