import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-one-list-per-source.ts';
import { check } from '../../support/check.ts';

describe('prefer-one-list-per-source', () => {
  const list = (name: string, ...mirrors: string[]) => idms(name).mirror('z.io/s', mirrors);

  it('names the other object and the merged order', () => {
    expect(check(rule, list('b', 'm.io/b'), { cluster: [list('a', 'm.io/a')] })).toReport({
      message:
        'ImageDigestMirrorSet a lists mirrors for "z.io/s" too; nodes try "m.io/a", then "m.io/b". ' +
        'Keep the mirrors in one list',
    });
  });

  it('reports nothing for equal entries and contradictions, which other rules report', () => {
    expect(check(rule, list('b', 'm.io/a'), { cluster: [list('a', 'm.io/a')] })).toReportNothing();
    expect(
      check(rule, list('b', 'm.io/b', 'm.io/a'), { cluster: [list('a', 'm.io/a', 'm.io/b')] }),
    ).toReportNothing();
  });

  it('reports nothing for the same list in two kinds of object', () => {
    expect(
      check(rule, list('b', 'm.io/a'), { cluster: [icsp('a').mirror('z.io/s', ['m.io/a'])] }),
    ).toReportNothing();
  });

  it('reports nothing for nested sources', () => {
    expect(
      check(rule, idms('b').mirror('z.io/s/t', ['m.io/b']), { cluster: [list('a', 'm.io/a')] }),
    ).toReportNothing();
  });
});
