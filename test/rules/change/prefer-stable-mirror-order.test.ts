import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/prefer-stable-mirror-order.ts';
import { idms, itms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

describe('prefer-stable-mirror-order', () => {
  const list = (name: string, ...mirrors: string[]) => idms(name).mirror('z.io/s', mirrors);

  it('names both orders and the object whose list is merged', () => {
    expect(check(rule, list('b', 'm.io/a'), { cluster: [list('a', 'm.io/b')] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'nodes would try "m.io/a", then "m.io/b" for "z.io/s", merged with ImageDigestMirrorSet a; before: "m.io/b". ' +
        'List the mirrors in use first',
    });
  });

  it('accepts new mirrors after those in use', () => {
    expect(check(rule, list('b', 'm.io/b', 'm.io/a'), { cluster: [list('a', 'm.io/b')] })).toReportNothing();
    expect(
      check(rule, { subject: list('a', 'm.io/b', 'm.io/c'), before: list('a', 'm.io/b') }),
    ).toReportNothing();
  });

  it('reports an update that reverses its own list', () => {
    expect(
      check(rule, { subject: list('a', 'm.io/b', 'm.io/a'), before: list('a', 'm.io/a', 'm.io/b') }),
    ).toReport({
      message:
        'nodes would try "m.io/b", then "m.io/a" for "z.io/s"; before: "m.io/a", then "m.io/b". ' +
        'List the mirrors in use first',
    });
  });

  it('does not report a removed mirror as another order', () => {
    expect(
      check(rule, { subject: list('a', 'm.io/b'), before: list('a', 'm.io/a', 'm.io/b') }),
    ).toReportNothing();
  });

  it('reports a new first mirror in spite of stored faults of the lists', () => {
    const contradicting = [list('a', 'm.io/b', 'm.io/c'), list('b', 'm.io/c', 'm.io/b')];
    const repeated = [list('a', 'm.io/b'), list('b', 'm.io/b')];
    for (const cluster of [contradicting, repeated])
      expect(check(rule, list('c', 'm.io/a'), { cluster })).toReport({
        message: /^nodes would try "m\.io\/a", then "m\.io\/b"/,
      });
  });

  it('leaves new contradictions to the rules that report them', () => {
    const cluster = [list('a', 'm.io/b', 'm.io/c')];
    expect(check(rule, list('b', 'm.io/c', 'm.io/a', 'm.io/b'), { cluster })).toReportNothing();
  });

  it('names the pools whose nodes use the merged order', () => {
    const table = registryTable('z.io/s', ['m.io/b']);
    const cluster = [list('a', 'm.io/b')];
    expect(check(rule, list('b', 'm.io/a'), { cluster, facts: dropIn(table) })).toReport({
      message: /^nodes in pool master would try "m\.io\/a", then "m\.io\/b" for "z\.io\/s"/,
    });
    const everywhere = dropIn(table, ['master', 'worker']);
    expect(check(rule, list('b', 'm.io/a'), { cluster, facts: everywhere })).toReportNothing();
  });

  it('evaluates tag mirrors and digest mirrors separately', () => {
    expect(
      check(rule, itms('b').mirror('z.io/s', ['m.io/a']), { cluster: [list('a', 'm.io/b')] }),
    ).toReportNothing();
  });
});
