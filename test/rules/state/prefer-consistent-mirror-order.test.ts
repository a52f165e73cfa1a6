import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-consistent-mirror-order.ts';
import { check } from '../../support/check.ts';

describe('prefer-consistent-mirror-order', () => {
  const ordered = (name: string, ...mirrors: string[]) => idms(name).mirror('z.io/s', mirrors);

  it('tells the order that counts, and whose list is overruled', () => {
    const [violation] = check(rule, ordered('b', 'm.io/b', 'm.io/a'), {
      cluster: [ordered('a', 'm.io/a', 'm.io/b')],
    });
    expect(violation?.message).toBe(
      'lists for "z.io/s" contradict each other: nodes would try "m.io/a", then "m.io/b". ' +
        'Overruled is ImageDigestMirrorSet b, with "m.io/b" before "m.io/a"',
    );
    expect(violation?.related).toMatchObject([{ name: 'a' }, { name: 'b' }]);
  });

  it('accepts lists that agree on what they have in common', () => {
    expect(
      check(rule, ordered('b', 'm.io/b', 'm.io/c'), { cluster: [ordered('a', 'm.io/a', 'm.io/b')] }),
    ).toReportNothing();
  });

  it('finds a circle of three lists', () => {
    const cluster = [ordered('a', 'm.io/a', 'm.io/b'), ordered('b', 'm.io/b', 'm.io/c')];
    expect(check(rule, ordered('c', 'm.io/c', 'm.io/a'), { cluster })).toReport({
      message: /"m\.io\/a", then "m\.io\/b", then "m\.io\/c"/,
    });
  });

  it('is silent about a mirror that a list has twice, where that turns nothing round', () => {
    expect(check(rule, icsp('a').mirror('z.io/s', ['m.io/a', 'm.io/a']))).toReportNothing();
    expect(check(rule, icsp('a').mirror('z.io/s', ['m.io/a', 'm.io/b', 'm.io/a']))).toReport({
      message: /"m\.io\/b" before "m\.io\/a"/,
    });
  });

  it('is silent where the source comes early, which is told as that', () => {
    const early = (name: string, ...mirrors: string[]) => idms(name).mirror('a.io/s', mirrors);
    expect(
      check(rule, early('b', 'm.io/b', 'm.io/a'), { cluster: [early('a', 'm.io/a', 'm.io/b')] }),
    ).toReportNothing();
  });

  it('is silent when the contradiction is taken away, and about sources that the change leaves alone', () => {
    const [a, b] = [ordered('a', 'm.io/a', 'm.io/b'), ordered('b', 'm.io/b', 'm.io/a')];
    expect(check(rule, { subject: b, before: b, operation: 'DELETE', cluster: [a] })).toReportNothing();
    expect(
      check(rule, { subject: b.mirror('z.io/t', ['m.io/t']), before: b, cluster: [a] }),
    ).toReportNothing();
  });
});
