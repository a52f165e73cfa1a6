import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-known-kind.ts';
import { check } from '../../support/check.ts';

describe('require-known-kind', () => {
  it.each(['imagedigestmirrorset', 'ImageDigestMirrorSets', 'IDMS', ''])('reports the kind %j', (kind) => {
    expect(check(rule, idms('a').with({ kind }))).toReport({
      path: 'kind',
      message: `there is no kind "${kind}": the API server would not know what this is; it seems to be meant as ImageDigestMirrorSet`,
    });
  });

  it('reports a kind that is missing or no text', () => {
    for (const kind of [null, 7])
      expect(check(rule, itms('a').with({ kind }))).toReport({ message: /^no kind is given/ });
  });

  it('leaves kinds alone that are known, the dead one too, of which another rule speaks', () => {
    for (const subject of [idms('a'), itms('a'), icsp('a')]) expect(check(rule, subject)).toReportNothing();
    expect(check(rule, icsp('a').with({ kind: 'ImageContentPolicy' }))).toReportNothing();
  });
});
