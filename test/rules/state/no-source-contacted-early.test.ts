import { describe, expect, it } from '@jest/globals';
import { lint } from '../../../src/engine/lint.ts';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-source-contacted-early.ts';
import { check } from '../../support/check.ts';

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
    const subject = idms('b').mirror('quay.io/s', ['registry.local/c']);
    expect(
      check(rule, subject, {
        cluster: [stored, idms('z').mirror('quay.io/s', ['registry.local/b', 'registry.local/a'])],
      }),
    ).toReport({
      message:
        'ImageDigestMirrorSet a and ImageDigestMirrorSet z order the mirrors of "quay.io/s" differently; ' +
        'nodes would contact the source before "registry.local/a" and "registry.local/b"; ' +
        'order before: "quay.io/s", then "registry.local/a", then "registry.local/b"; ' +
        'after: "registry.local/c", then "quay.io/s", then "registry.local/a", then "registry.local/b". ' +
        'Use the same order in all objects',
    });
  });

  it('names the object that lists the source before mirrors', () => {
    const cluster = [idms('a').mirror('quay.io/s', ['quay.io/s', 'registry.local/a'])];
    expect(
      check(rule, idms('b').mirror('quay.io/s', ['registry.local/a', 'registry.local/b']), { cluster }),
    ).toReport({
      message:
        'ImageDigestMirrorSet a lists "quay.io/s" before mirrors; nodes contact the source before "registry.local/a" and ' +
        '"registry.local/b". List the source last',
    });
  });

  it('reports nothing if one entry alone lists its source first, which an object rule reports', () => {
    expect(check(rule, idms('b').mirror('quay.io/s', ['quay.io/s', 'registry.local/a']))).toReportNothing();
  });

  it('reports the stored order again if one more object is involved', () => {
    const cluster = [stored, reversed];
    expect(
      check(rule, idms('c').mirror('quay.io/s', ['registry.local/b', 'registry.local/d']), { cluster }),
    ).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        /^ImageDigestMirrorSet a and ImageDigestMirrorSet b order the mirrors .* "registry\.local\/a", "registry\.local\/b" and "registry\.local\/d"; /,
    });
  });

  it('reports nothing when the contradiction is removed', () => {
    expect(
      check(rule, { subject: reversed, before: reversed, operation: 'DELETE', cluster: [stored] }),
    ).toReportNothing();
  });
});
