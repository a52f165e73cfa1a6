import { describe, expect, it } from '@jest/globals';
import { releaseOfTag, versionNotes } from '../../src/engine/release-of-tag.ts';

describe('releaseOfTag', () => {
  it.each([
    ['quay.io/openshift-release-dev/ocp-release:4.16.3-x86_64', { major: 4, minor: 16, patch: 3 }],
    ['mirror.example.com:5000/ocp/release:4.18.0-ec.2-multi', { major: 4, minor: 18, patch: 0 }],
    [`quay.io/o/release:4.17.9-x86_64@sha256:${'0'.repeat(64)}`, { major: 4, minor: 17, patch: 9 }],
  ])('reads %s', (image, version) => {
    expect(releaseOfTag(image, 'a')).toEqual({ version, from: 'a' });
  });

  it.each([
    [`quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`],
    ['mirror.example.com:5000/ocp/release'],
    ['quay.io/openshift-release-dev/ocp-release:latest'],
    [7],
    [undefined],
  ])('knows no release for %s', (image) => {
    expect(releaseOfTag(image, 'a')).toBeUndefined();
  });
});

describe('versionNotes', () => {
  it('names the field that the version is from, and the behavior of a newer release', () => {
    expect(versionNotes({ version: { major: 4, minor: 16 }, versionFrom: 'spec.a of B c' })).toEqual([
      'assuming OpenShift 4.16 from the tag of spec.a of B c',
    ]);
    expect(versionNotes({ version: { major: 4, minor: 16 } })).toEqual([]);
    expect(versionNotes({ version: { major: 5, minor: 90 } })).toEqual([
      expect.stringMatching(/^OpenShift 5\.90 is unknown/),
    ]);
  });
});
