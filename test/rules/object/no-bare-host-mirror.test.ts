import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-bare-host-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-bare-host-mirror', () => {
  it('warns about a mirror without a path for a source with a path', () => {
    expect(check(rule, idms('a').mirror('quay.io/team/app', ['m.example.com:5000']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        'mirror "m.example.com:5000" has no path, so a pull of exactly "quay.io/team/app" would fail without ' +
        'fallback; error: "repository name must be canonical"; add the repository path to the mirror',
    });
  });

  it('only records a source that is an organization, as in the documentation of Red Hat', () => {
    expect(check(rule, idms('a').mirror('r.example.com/example', ['m.example.net']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      severity: 'audit',
    });
    expect(check(rule, idms('a').mirror('r.example.com/example/app', ['m.example.net']))).toReport({
      severity: undefined,
    });
  });

  it('allows a host for a host and a path for a path', () => {
    const subject = idms('a')
      .mirror('quay.io', ['m.example.com'])
      .mirror('quay.io/team', ['m.example.com/team'])
      .mirror('*.io', ['m.example.com']);
    expect(check(rule, subject)).toReportNothing();
  });

  it('leaves docker.io and single-label hosts to more specific rules', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['docker.io', 'mirror']))).toReportNothing();
  });
});
