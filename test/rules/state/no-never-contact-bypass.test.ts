import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-never-contact-bypass.ts';
import { check } from '../../support/check.ts';

describe('no-never-contact-bypass', () => {
  const never = idms('a').mirror('quay.io', ['m.example.com/quay'], 'NeverContactSource');
  const imageConfig = { insecureRegistries: ['quay.io/team'] };

  it('names the registry that escapes, and the source', () => {
    expect(check(rule, never, { imageConfig })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        '"quay.io/team" would still be contacted, without verified TLS: insecureRegistries takes it out of the NeverContactSource of "quay.io"',
    });
  });

  it('accepts a registry that is never contacted itself, or is blocked too', () => {
    const cluster = [idms('b').mirror('quay.io/team', ['m.example.com/team'], 'NeverContactSource')];
    expect(check(rule, never, { imageConfig, cluster })).toReportNothing();
    expect(
      check(rule, never, { imageConfig: { ...imageConfig, blockedRegistries: ['quay.io/team'] } }),
    ).toReportNothing();
  });

  it('accepts the source itself, one beside it, and a source that may be contacted', () => {
    expect(
      check(rule, never, { imageConfig: { insecureRegistries: ['quay.io', 'quay.io:5000'] } }),
    ).toReportNothing();
    expect(
      check(rule, idms('a').mirror('quay.io', ['m.example.com/quay']), { imageConfig }),
    ).toReportNothing();
  });

  it('judges the removal of the source that kept the registry in', () => {
    const before = idms('b').mirror('quay.io/team', ['m.example.com/team'], 'NeverContactSource');
    expect(check(rule, before, { imageConfig, cluster: [never], before, operation: 'DELETE' })).toReport({
      path: '',
    });
  });

  it('does not say again what was so before', () => {
    const more = never.mirror('ghcr.io/x', ['m.example.com/x']);
    expect(check(rule, more, { imageConfig, before: never })).toReportNothing();
  });
});
