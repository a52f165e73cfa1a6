import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-source-contacted-early.ts';
import { check } from '../../support/check.ts';

describe('no-source-contacted-early', () => {
  const stored = idms('a').mirror('quay.io/s', ['registry.local/a', 'registry.local/b']);
  const reversed = idms('b').mirror('quay.io/s', ['registry.local/b', 'registry.local/a']);

  it('tells who is contacted first, because of whom, and in which order', () => {
    const [violation] = check(rule, reversed, { cluster: [stored] });
    expect(violation?.message).toBe(
      '"quay.io/s" itself would be contacted before "registry.local/a" and "registry.local/b". ' +
        'ImageDigestMirrorSet a and ImageDigestMirrorSet b contradict each other on the order; ' +
        'nodes try "quay.io/s", then "registry.local/a", then "registry.local/b"',
    );
    expect(violation?.related).toMatchObject([{ name: 'a' }, { name: 'b' }]);
  });

  it('has nothing to say where the source sorts behind the mirrors: then it stays last', () => {
    const last = (name: string, mirrors: string[]) => idms(name).mirror('z.io/s', mirrors);
    expect(
      check(rule, last('b', ['m.io/b', 'm.io/a']), { cluster: [last('a', ['m.io/a', 'm.io/b'])] }),
    ).toReportNothing();
  });

  it('sees a source in the middle', () => {
    const subject = idms('b').mirror('quay.io/s', ['registry.local/c']);
    expect(
      check(rule, subject, {
        cluster: [stored, idms('z').mirror('quay.io/s', ['registry.local/b', 'registry.local/a'])],
      }),
    ).toReport({
      message:
        /^"quay\.io\/s" itself is contacted before .* nodes try "registry\.local\/c", then "quay\.io\/s"/,
      severity: 'warn',
    });
  });

  it('only warns where another object lists the source there on purpose', () => {
    const cluster = [idms('a').mirror('quay.io/s', ['quay.io/s', 'registry.local/a'])];
    expect(
      check(rule, idms('b').mirror('quay.io/s', ['registry.local/a', 'registry.local/b']), { cluster }),
    ).toReport({
      message: /ImageDigestMirrorSet a lists it there/,
      severity: 'warn',
    });
  });

  it('leaves it to another rule where the entry itself lists its source first', () => {
    expect(check(rule, idms('b').mirror('quay.io/s', ['quay.io/s', 'registry.local/a']))).toReportNothing();
  });

  it('only warns where it was so before', () => {
    const cluster = [stored, reversed];
    expect(
      check(rule, idms('c').mirror('quay.io/s', ['registry.local/a', 'registry.local/b']), { cluster }),
    ).toReport({
      severity: 'warn',
    });
  });

  it('refuses what puts the source before one more mirror', () => {
    const cluster = [stored, reversed];
    const [violation] = check(rule, idms('c').mirror('quay.io/s', ['registry.local/b', 'registry.local/d']), {
      cluster,
    });
    expect(violation?.message).toMatch(/would be contacted before/);
    expect(violation?.severity).toBeUndefined();
  });

  it('says nothing when the contradiction is taken away', () => {
    expect(
      check(rule, { subject: reversed, before: reversed, operation: 'DELETE', cluster: [stored] }),
    ).toReportNothing();
  });
});
