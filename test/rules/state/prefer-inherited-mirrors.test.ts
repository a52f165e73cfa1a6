import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-inherited-mirrors.ts';
import { check } from '../../support/check.ts';

describe('prefer-inherited-mirrors', () => {
  const broad = idms('broad').mirror('quay.io', ['m.io/quay']);

  it('names the source whose mirrors are no fallback', () => {
    expect(check(rule, idms('narrow').mirror('quay.io/team', ['n.io/team']), { cluster: [broad] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'below "quay.io/team" pulls by digest use only the mirrors there, not those of "quay.io" (ImageDigestMirrorSet broad)',
    });
  });

  it('has nothing to say where the narrower source names the same places', () => {
    expect(
      check(rule, idms('narrow').mirror('quay.io/team', ['m.io/quay/team']), { cluster: [broad] }),
    ).toReportNothing();
  });

  it('has nothing to say where mirrors of one kind are missing: that is graver, and told so', () => {
    expect(
      check(rule, itms('narrow').mirror('quay.io/team', ['n.io/team']), { cluster: [broad] }),
    ).toReportNothing();
  });

  it('tells it of a broad source that comes later, once for all inside', () => {
    const cluster = [idms('narrow').mirror('quay.io/a', ['n.io/a']).mirror('quay.io/b', ['n.io/b'])];
    expect(check(rule, broad, { cluster })).toReport({
      message: /^below "quay\.io\/a" and "quay\.io\/b" pulls by digest/,
    });
  });
});
