import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-blocked-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-blocked-mirror', () => {
  it('denies an entry whose mirrors are all blocked', () => {
    const [violation] = check(rule, idms('a').mirror('src.io', ['src.io/mirror'], 'NeverContactSource'));
    expect(violation?.message).toBe(
      '"src.io/mirror" is in the blocked "src.io"; no mirror of "src.io" is left for pulls by digest',
    );
    expect(violation?.severity).toBeUndefined();
  });

  it('warns if one of several mirrors is blocked', () => {
    expect(
      check(rule, idms('a').mirror('src.io', ['src.io/mirror', 'm.io/s'], 'NeverContactSource')),
    ).toReport({
      message: '"src.io/mirror" is in the blocked "src.io"; nodes skip this mirror of "src.io"',
      severity: 'warn',
    });
  });

  it('denies a mirror on another port of a blocked host, because the prefix matches it', () => {
    expect(check(rule, idms('a').mirror('src.io', ['src.io:5000/m'], 'NeverContactSource'))).toReport({
      message:
        '"src.io:5000/m" is in the blocked "src.io"; no mirror of "src.io" is left for pulls by digest',
    });
  });

  it('denies a mirror in a registry that image.config blocks', () => {
    const subject = idms('a').mirror('quay.io/x', ['m.io/x']);
    expect(check(rule, subject, { imageConfig: { blockedRegistries: ['m.io'] } })).toReport({
      message: '"m.io/x" is in the blocked "m.io"; no mirror of "quay.io/x" is left for pulls by digest',
    });
    expect(check(rule, subject, { imageConfig: { blockedRegistries: ['n.io'] } })).toReportNothing();
  });

  it('allows a mirror with a narrower entry that is not blocked', () => {
    const cluster = [idms('lift').mirror('src.io/mirror', ['m.io/s'])];
    expect(
      check(rule, idms('a').mirror('src.io', ['src.io/mirror'], 'NeverContactSource'), { cluster }),
    ).toReportNothing();
  });

  it('reports mirrors of other objects that a change blocks', () => {
    const cluster = [idms('other').mirror('quay.io/x', ['src.io/copies/x'])];
    const [violation] = check(rule, idms('a').mirror('src.io', ['m.io/s'], 'NeverContactSource'), {
      cluster,
    });
    expect(violation?.message).toBe(
      '"src.io/copies/x" is in the blocked "src.io"; no mirror of "quay.io/x" is left for pulls by digest',
    );
    expect(violation?.path).toEqual(['spec', 'imageDigestMirrors', 0, 'source']);
    expect(violation?.related).toMatchObject([{ name: 'other' }]);
  });

  it('denies removing the narrower entry that lifts a block', () => {
    const lift = itms('lift').mirror('src.io/mirror', ['m.io/s']);
    const cluster = [idms('a').mirror('src.io', ['src.io/mirror'], 'NeverContactSource')];
    expect(check(rule, { subject: lift, before: lift, operation: 'DELETE', cluster })).toReport({
      path: '',
      message:
        '"src.io/mirror" is in the blocked "src.io"; no mirror of "src.io" is left for pulls by digest',
    });
  });

  it('reports nothing for mirrors that were blocked before', () => {
    const stored = idms('a').mirror('src.io', ['src.io/mirror', 'm.io/s'], 'NeverContactSource');
    const subject = idms('a').mirror('src.io', ['src.io/mirror', 'm.io/s', 'n.io/s'], 'NeverContactSource');
    expect(check(rule, { subject, before: stored })).toReportNothing();
  });
});
