import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-blocked-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-blocked-mirror', () => {
  it('refuses an entry whose mirrors are all blocked', () => {
    const [violation] = check(rule, idms('a').mirror('src.io', ['src.io/mirror'], 'NeverContactSource'));
    expect(violation?.message).toBe(
      '"src.io/mirror" lies inside the blocked "src.io", so that no mirror of "src.io" is left for pulls by digest',
    );
    expect(violation?.severity).toBeUndefined();
  });

  it('warns where one of several is', () => {
    expect(
      check(rule, idms('a').mirror('src.io', ['src.io/mirror', 'm.io/s'], 'NeverContactSource')),
    ).toReport({
      message: '"src.io/mirror" lies inside the blocked "src.io", and can never be used for "src.io"',
      severity: 'warn',
    });
  });

  it('knows that a port is no way out, as a prefix matches it', () => {
    expect(check(rule, idms('a').mirror('src.io', ['src.io:5000/m'], 'NeverContactSource'))).toReport({
      message: /inside the blocked "src\.io"/,
    });
  });

  it('knows the registries that image.config blocks', () => {
    const subject = idms('a').mirror('quay.io/x', ['m.io/x']);
    expect(check(rule, subject, { imageConfig: { blockedRegistries: ['m.io'] } })).toReport({
      message: /inside the blocked "m\.io"/,
    });
    expect(check(rule, subject, { imageConfig: { blockedRegistries: ['n.io'] } })).toReportNothing();
  });

  it('lets a narrower entry that is not blocked lift the block', () => {
    const cluster = [idms('lift').mirror('src.io/mirror', ['m.io/s'])];
    expect(
      check(rule, idms('a').mirror('src.io', ['src.io/mirror'], 'NeverContactSource'), { cluster }),
    ).toReportNothing();
  });

  it('tells what a change blocks for other objects', () => {
    const cluster = [idms('other').mirror('quay.io/x', ['src.io/copies/x'])];
    const [violation] = check(rule, idms('a').mirror('src.io', ['m.io/s'], 'NeverContactSource'), {
      cluster,
    });
    expect(violation?.message).toBe(
      '"src.io/copies/x" lies inside the blocked "src.io", so that no mirror of "quay.io/x" is left for pulls by digest',
    );
    expect(violation?.path).toEqual(['spec', 'imageDigestMirrors', 0, 'source']);
    expect(violation?.related).toMatchObject([{ name: 'other' }, { name: 'a' }]);
  });

  it('tells what blocks again when the narrower entry goes', () => {
    const lift = itms('lift').mirror('src.io/mirror', ['m.io/s']);
    const cluster = [idms('a').mirror('src.io', ['src.io/mirror'], 'NeverContactSource')];
    expect(check(rule, { subject: lift, before: lift, operation: 'DELETE', cluster })).toReport({
      path: '',
      message: /^"src\.io\/mirror" lies inside/,
    });
  });

  it('has nothing to say about mirrors that were blocked before', () => {
    const stored = idms('a').mirror('src.io', ['src.io/mirror', 'm.io/s'], 'NeverContactSource');
    const subject = idms('a').mirror('src.io', ['src.io/mirror', 'm.io/s', 'n.io/s'], 'NeverContactSource');
    expect(check(rule, { subject, before: stored })).toReportNothing();
  });
});
