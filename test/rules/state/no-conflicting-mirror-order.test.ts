import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-conflicting-mirror-order.ts';
import { check } from '../../support/check.ts';
import { dropIn, poolFiles, registryTable } from '../../support/machine-config.ts';

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

  describe('with a stored contradiction', () => {
    const cluster = [ordered('a', 'm.io/a', 'm.io/b'), ordered('b', 'm.io/b', 'm.io/a')];

    it.each([
      ['agrees with all lists', ['m.io/b', 'm.io/c']],
      ['lists one of the mirrors', ['m.io/a']],
      ['has mirrors of its own', ['m.io/x', 'm.io/y']],
    ])('reports nothing for one more object that %s', (_, mirrors) => {
      expect(check(rule, ordered('c', ...mirrors), { cluster })).toReportNothing();
    });

    it('reports one more object that repeats one of the contradicting lists', () => {
      expect(check(rule, ordered('c', 'm.io/b', 'm.io/a'), { cluster })).toReport({
        message: /^ImageDigestMirrorSet a orders the mirrors of "z\.io\/s" differently;/,
      });
    });

    it('reports nothing for an object that changes to the other stored order', () => {
      const [a, b] = cluster as [(typeof cluster)[0], (typeof cluster)[0]];
      const before = ordered('c', 'm.io/a', 'm.io/b');
      const subject = ordered('c', 'm.io/b', 'm.io/a');
      expect(check(rule, { subject, before, cluster: [a, b] })).toReportNothing();
    });

    it('reports one more object with another contradicting order', () => {
      expect(check(rule, ordered('c', 'm.io/a', 'm.io/x', 'm.io/b'), { cluster })).toReport({
        path: 'spec.imageDigestMirrors[0].source',
        message:
          /^ImageDigestMirrorSet a and ImageDigestMirrorSet b order the mirrors of "z\.io\/s" differently;/,
      });
    });

    it('reports an object whose update adds a contradiction, but not the removal of a mirror', () => {
      const before = ordered('a', 'm.io/a', 'm.io/x', 'm.io/b');
      const [, reversed] = cluster;
      const world = { cluster: reversed === undefined ? [] : [reversed] };
      const shorter = ordered('a', 'm.io/a', 'm.io/b');
      expect(check(rule, { subject: shorter, before, ...world })).toReportNothing();
      expect(check(rule, { subject: before, before: shorter, ...world })).toReport({});
    });

    it('reports nothing if the write keeps the source from being contacted early', () => {
      const list = (name: string, ...mirrors: string[]) => idms(name).mirror('b.io/s', mirrors);
      const early = [list('a', 'm.io/a', 'm.io/b'), list('b', 'm.io/b', 'm.io/a')];
      const subject = list('b', 'm.io/b', 'm.io/a', 'b.io/s').mirror('q.io', ['m.io']);
      const [first, before] = early;
      if (first === undefined || before === undefined) throw new Error('unreachable');
      expect(check(rule, { subject, before, cluster: [first] })).toReportNothing();
    });
  });

  describe('with files of MachineConfigs', () => {
    const cluster = [ordered('a', 'm.io/a', 'm.io/b')];
    const reversed = ordered('b', 'm.io/b', 'm.io/a');
    const table = registryTable('z.io/s', ['m.io/a']);

    it('names the pools whose nodes use the merged order', () => {
      expect(check(rule, reversed, { cluster, facts: dropIn(table) })).toReport({
        message: /; nodes in pool master would try "m\.io\/a", then "m\.io\/b"\. Use the same order/,
      });
    });

    it('reports nothing if files of all pools override the source, or registries.conf', () => {
      const everywhere = dropIn(table, ['master', 'worker']);
      const replaced = poolFiles({ '/etc/containers/registries.conf': table });
      for (const facts of [everywhere, replaced])
        expect(check(rule, reversed, { cluster, facts })).toReportNothing();
    });
  });

  it('reports nothing when the contradiction is removed, and for stored contradictions', () => {
    const [a, b] = [ordered('a', 'm.io/a', 'm.io/b'), ordered('b', 'm.io/b', 'm.io/a')];
    expect(check(rule, { subject: b, before: b, operation: 'DELETE', cluster: [a] })).toReportNothing();
    expect(
      check(rule, { subject: b.mirror('z.io/t', ['m.io/t']), before: b, cluster: [a] }),
    ).toReportNothing();
  });
});
