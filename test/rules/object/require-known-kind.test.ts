import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-known-kind.ts';
import { check } from '../../support/check.ts';

describe('require-known-kind', () => {
  it.each(['imagedigestmirrorset', 'ImageDigestMirrorSets', 'IDMS', ''])('denies the kind %j', (kind) => {
    expect(check(rule, idms('a').with({ kind }))).toReport({
      path: 'kind',
      message:
        `the kind "${kind}" does not exist, so the API server would reject the object; ` +
        'did you mean ImageDigestMirrorSet?',
    });
  });

  it('denies a kind that is missing or not a string', () => {
    for (const kind of [null, 7])
      expect(check(rule, itms('a').with({ kind }))).toReport({ message: /^kind is missing, so/ });
  });

  it('allows known kinds, and leaves ImageContentPolicy to no-image-content-policy', () => {
    for (const subject of [idms('a'), itms('a'), icsp('a')]) expect(check(rule, subject)).toReportNothing();
    expect(check(rule, icsp('a').with({ kind: 'ImageContentPolicy' }))).toReportNothing();
  });
});
