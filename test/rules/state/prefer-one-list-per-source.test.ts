import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-one-list-per-source.ts';
import { check } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

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

  it('reports one more list, but not one more object with a stored list or an update of a list', () => {
    const cluster = [list('a', 'm.io/a'), list('b', 'm.io/b')];
    expect(check(rule, list('c', 'm.io/c'), { cluster })).toReport({
      message: /^ImageDigestMirrorSet a and ImageDigestMirrorSet b list mirrors for "z\.io\/s" too;/,
    });
    expect(check(rule, list('c', 'm.io/b'), { cluster })).toReportNothing();
    const before = list('c', 'm.io/c');
    expect(check(rule, { subject: list('c', 'm.io/c', 'm.io/d'), before, cluster })).toReportNothing();
  });

  it('reports a new list of a source that two objects repeat', () => {
    expect(
      check(rule, list('c', 'm.io/c'), { cluster: [list('a', 'm.io/a'), list('b', 'm.io/a')] }),
    ).toReport({});
  });

  it('reports nothing if a write corrects lists that contradict each other', () => {
    const before = list('b', 'm.io/b', 'm.io/a');
    const subject = list('b', 'm.io/b');
    expect(check(rule, { subject, before, cluster: [list('a', 'm.io/a', 'm.io/b')] })).toReportNothing();
  });

  it('names the pools whose nodes use the merged order', () => {
    const cluster = [list('a', 'm.io/a')];
    const table = registryTable('z.io/s', ['m.io/a']);
    expect(check(rule, list('b', 'm.io/b'), { cluster, facts: dropIn(table) })).toReport({
      message: /too; nodes in pool master try "m\.io\/a", then "m\.io\/b"\./,
    });
    const everywhere = dropIn(table, ['master', 'worker']);
    expect(check(rule, list('b', 'm.io/b'), { cluster, facts: everywhere })).toReportNothing();
  });

  it('reports nothing for nested sources', () => {
    expect(
      check(rule, idms('b').mirror('z.io/s/t', ['m.io/b']), { cluster: [list('a', 'm.io/a')] }),
    ).toReportNothing();
  });
});
