import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-one-list-per-source.ts';
import { check } from '../../support/check.ts';

describe('prefer-one-list-per-source', () => {
  const list = (name: string, ...mirrors: string[]) => idms(name).mirror('z.io/s', mirrors);

  it('tells the merged order, which no object shows', () => {
    expect(check(rule, list('b', 'm.io/b'), { cluster: [list('a', 'm.io/a')] })).toReport({
      message:
        'nodes try "m.io/a", then "m.io/b" for "z.io/s", merged from ImageDigestMirrorSet a and ImageDigestMirrorSet b',
    });
  });

  it('is silent where something graver is told: the same entry, another order, a contradiction', () => {
    expect(check(rule, list('b', 'm.io/a'), { cluster: [list('a', 'm.io/a')] })).toReportNothing();
    expect(check(rule, list('b', 'm.io/a'), { cluster: [list('a', 'm.io/b')] })).toReportNothing();
    expect(
      check(rule, list('b', 'm.io/b', 'm.io/a'), { cluster: [list('a', 'm.io/a', 'm.io/b')] }),
    ).toReportNothing();
  });

  it('takes the same list in two kinds of object for one', () => {
    expect(
      check(rule, list('b', 'm.io/a'), { cluster: [icsp('a').mirror('z.io/s', ['m.io/a'])] }),
    ).toReportNothing();
  });

  it('has nothing to say about sources inside one another', () => {
    expect(
      check(rule, idms('b').mirror('z.io/s/t', ['m.io/b']), { cluster: [list('a', 'm.io/a')] }),
    ).toReportNothing();
  });
});
