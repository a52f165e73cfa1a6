import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-conflicting-mirror-order.ts';
import { check } from '../../support/check.ts';

describe('no-conflicting-mirror-order', () => {
  const ordered = (name: string, ...mirrors: string[]) => idms(name).mirror('z.io/s', mirrors);

  it('names the other object, the overruled list and the order that counts', () => {
    const [violation] = check(rule, ordered('b', 'm.io/b', 'm.io/a'), {
      cluster: [ordered('a', 'm.io/a', 'm.io/b')],
    });
    expect(violation?.message).toBe(
      'ImageDigestMirrorSet a orders the mirrors of "z.io/s" differently; ' +
        'ImageDigestMirrorSet b is overruled, with "m.io/b" before "m.io/a"; ' +
        'nodes would try "m.io/a", then "m.io/b". Use the same order in all objects',
    );
    expect(violation?.related).toMatchObject([{ name: 'a' }]);
  });

  it('accepts lists that agree on their common mirrors', () => {
    expect(
      check(rule, ordered('b', 'm.io/b', 'm.io/c'), { cluster: [ordered('a', 'm.io/a', 'm.io/b')] }),
    ).toReportNothing();
  });

  it('reports a cycle of three lists', () => {
    const cluster = [ordered('a', 'm.io/a', 'm.io/b'), ordered('b', 'm.io/b', 'm.io/c')];
    expect(check(rule, ordered('c', 'm.io/c', 'm.io/a'), { cluster })).toReport({
      message: /"m\.io\/a", then "m\.io\/b", then "m\.io\/c"/,
    });
  });

  it('reports a mirror that a list has twice only if that reverses an order', () => {
    expect(check(rule, icsp('a').mirror('z.io/s', ['m.io/a', 'm.io/a']))).toReportNothing();
    expect(check(rule, icsp('a').mirror('z.io/s', ['m.io/a', 'm.io/b', 'm.io/a']))).toReport({
      message: /"m\.io\/b" before "m\.io\/a"/,
    });
  });

  it('reports nothing if the source comes early, which another rule reports', () => {
    const early = (name: string, ...mirrors: string[]) => idms(name).mirror('a.io/s', mirrors);
    expect(
      check(rule, early('b', 'm.io/b', 'm.io/a'), { cluster: [early('a', 'm.io/a', 'm.io/b')] }),
    ).toReportNothing();
  });

  it('reports nothing when the contradiction is removed, and for stored contradictions', () => {
    const [a, b] = [ordered('a', 'm.io/a', 'm.io/b'), ordered('b', 'm.io/b', 'm.io/a')];
    expect(check(rule, { subject: b, before: b, operation: 'DELETE', cluster: [a] })).toReportNothing();
    expect(
      check(rule, { subject: b.mirror('z.io/t', ['m.io/t']), before: b, cluster: [a] }),
    ).toReportNothing();
  });
});
