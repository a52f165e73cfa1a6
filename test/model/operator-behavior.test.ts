import { describe, expect, it } from '@jest/globals';
import { behaviorOf } from '../../src/model/operator-behavior.ts';

const minor = (number: number) => behaviorOf({ major: 4, minor: number });

describe('the operator behavior of a release', () => {
  it.each([
    [
      'readsKind',
      12,
      { ImageDigestMirrorSet: false, ImageTagMirrorSet: false, ImageContentSourcePolicy: true },
    ],
    [
      'readsKind',
      13,
      { ImageDigestMirrorSet: true, ImageTagMirrorSet: true, ImageContentSourcePolicy: true },
    ],
    ['digestOnlyMark', 12, 'registry'],
    ['digestOnlyMark', 13, 'mirror'],
    ['honoursDrainOverride', 13, false],
    ['honoursDrainOverride', 14, true],
    ['honoursDrainOverride', 19, true],
    ['honoursDrainOverride', 20, false],
    ['locationCheck', 15, 'no-asterisk'],
    ['locationCheck', 16, 'pattern'],
    ['hasNodeDisruptionPolicy', 16, false],
    ['hasNodeDisruptionPolicy', 17, true],
    ['writesStoreAuthHelper', 18, false],
    ['writesStoreAuthHelper', 19, true],
    ['hasReleasePolicy', 20, false],
    ['hasReleasePolicy', 21, true],
    ['osImageStream', 21, 'never'],
    ['osImageStream', 22, 'after-upgrade'],
    ['osImageStream', 23, 'at-start'],
    ['trimsMirrorSlashes', 19, false],
    ['trimsMirrorSlashes', 20, true],
    ['checksRenderedSize', 21, false],
    ['checksRenderedSize', 22, true],
  ] as const)('%s in 4.%i', (feature, release, value) => {
    expect(minor(release)[feature]).toEqual(value);
  });

  it('is the same for 5.0 as for the newest 4.x', () => {
    expect(behaviorOf({ major: 5, minor: 0 })).toEqual(minor(23));
  });
});
