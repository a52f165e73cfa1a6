import { describe, expect, it } from '@jest/globals';
import { lint } from '../../../src/engine/lint.ts';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-source-contacted-early.ts';
import { check } from '../../support/check.ts';
import { dropIn, poolFiles, registryTable } from '../../support/machine-config.ts';

describe('no-source-contacted-early', () => {
  const stored = idms('a').mirror('quay.io/s', ['registry.local/a', 'registry.local/b']);
  const reversed = idms('b').mirror('quay.io/s', ['registry.local/b', 'registry.local/a']);

  it('warns about the order, and names the other object', () => {
    const [violation] = check(rule, reversed, { cluster: [stored] });
    expect(violation?.message).toBe(
      'ImageDigestMirrorSet a orders the mirrors of "quay.io/s" differently; nodes would contact the source before ' +
        '"registry.local/a" and "registry.local/b"; order before: "registry.local/a", then ' +
        '"registry.local/b"; after: "quay.io/s", then "registry.local/a", then "registry.local/b". Use the same order in all objects',
    );
    expect(violation?.related).toMatchObject([{ name: 'a' }]);
  });

  it('states one order for a stored state', () => {
    const objects = [stored.object, reversed.object];
    const found = lint(objects).findings.find(({ rule }) => rule === 'no-source-contacted-early');
    expect(found?.message).toMatch(
      /"registry\.local\/b"; order now: "quay\.io\/s", then "registry\.local\/a", then "registry\.local\/b"\. Use/,
    );
  });

  it('reports nothing if the source sorts after the mirrors and so stays last', () => {
    const last = (name: string, mirrors: string[]) => idms(name).mirror('z.io/s', mirrors);
    expect(
      check(rule, last('b', ['m.io/b', 'm.io/a']), { cluster: [last('a', ['m.io/a', 'm.io/b'])] }),
    ).toReportNothing();
  });

  it('reports a source in the middle of the order', () => {
    const other = idms('z').mirror('quay.io/s', ['registry.local/c']);
    expect(check(rule, reversed, { cluster: [stored, other] })).toReport({
      message:
        'ImageDigestMirrorSet a and ImageDigestMirrorSet z order the mirrors of "quay.io/s" differently; ' +
        'nodes would contact the source before "registry.local/a" and "registry.local/b"; ' +
        'order before: "registry.local/a", then "registry.local/c", then "registry.local/b"; ' +
        'after: "registry.local/c", then "quay.io/s", then "registry.local/a", then "registry.local/b". ' +
        'Use the same order in all objects',
    });
  });

  it('names the object that lists the source before mirrors', () => {
    const listing = idms('a').mirror('quay.io/s', ['quay.io/s', 'registry.local/a']);
    const cluster = [idms('b').mirror('quay.io/s', ['registry.local/a', 'registry.local/b'])];
    expect(check(rule, listing, { cluster })).toReport({
      message:
        'ImageDigestMirrorSet a lists "quay.io/s" before mirrors; nodes contact the source before "registry.local/a" and ' +
        '"registry.local/b". List the source last',
    });
  });

  it('reports nothing if one entry alone lists its source first, which an object rule reports', () => {
    expect(check(rule, idms('b').mirror('quay.io/s', ['quay.io/s', 'registry.local/a']))).toReportNothing();
  });

  it.each([
    ['agrees with all lists', ['registry.local/b', 'registry.local/d']],
    ['has mirrors of its own', ['0.local/d', '0.local/e']],
  ])('reports nothing for a stored contradiction if one more object %s', (_, mirrors) => {
    const cluster = [stored, reversed];
    expect(check(rule, idms('c').mirror('quay.io/s', mirrors), { cluster })).toReportNothing();
  });

  it('reports a stored contradiction again if one more object contradicts a list', () => {
    const subject = idms('c').mirror('quay.io/s', [
      'registry.local/a',
      'registry.local/d',
      'registry.local/b',
    ]);
    expect(check(rule, subject, { cluster: [stored, reversed] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        /^ImageDigestMirrorSet a and ImageDigestMirrorSet b order the mirrors of "quay\.io\/s" differently;/,
    });
  });

  it.each([
    ['a list that is stored', idms('b').mirror('quay.io/s', ['quay.io/s', 'registry.local/a'])],
    ['another list', idms('b').mirror('quay.io/s', ['quay.io/s', 'registry.local/b'])],
  ])('reports one more object that lists the source before a mirror in %s', (_, subject) => {
    const cluster = [idms('a').mirror('quay.io/s', ['quay.io/s', 'registry.local/a'])];
    expect(check(rule, subject, { cluster })).toReport({
      message: /^ImageDigestMirrorSet a and ImageDigestMirrorSet b list "quay\.io\/s" before/,
    });
  });

  describe('with files of MachineConfigs', () => {
    const table = registryTable('quay.io/s', ['registry.local/a', 'registry.local/b']);

    it('names the pools whose nodes use the merged order', () => {
      expect(check(rule, reversed, { cluster: [stored], facts: dropIn(table) })).toReport({
        message:
          /differently; nodes in pool master would contact the source before "registry\.local\/a" and /,
      });
    });

    it('reports nothing if files of all pools override the source, or registries.conf', () => {
      const everywhere = ['master', 'worker'];
      const replaced = poolFiles({ '/etc/containers/registries.conf': table });
      for (const facts of [dropIn(table, everywhere), replaced])
        expect(check(rule, reversed, { cluster: [stored], facts })).toReportNothing();
    });
  });

  it('reports nothing when the contradiction is removed', () => {
    expect(
      check(rule, { subject: reversed, before: reversed, operation: 'DELETE', cluster: [stored] }),
    ).toReportNothing();
  });
});
