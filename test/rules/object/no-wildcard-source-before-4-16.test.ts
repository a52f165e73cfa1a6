import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-wildcard-source-before-4-16.ts';
import { check } from '../../support/check.ts';

describe('no-wildcard-source-before-4-16', () => {
  it('denies wildcards up to 4.15 and allows them starting with 4.16', () => {
    const subject = idms('a').mirror('*.example.com', ['m.example.com/team']);
    expect(check(rule, subject, { version: '4.15.30' })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'OpenShift 4.15 does not support the wildcard source "*.example.com"; ' +
        'the MCO would stop applying all mirror changes: "wildcard entries are not supported". ' +
        'List each source',
    });
    expect(check(rule, subject, { version: '4.16.0-rc.1' })).toReportNothing();
    expect(check(rule, subject, { version: '5.0.0' })).toReportNothing();
  });

  it('only records a wildcard if the version is unknown', () => {
    expect(check(rule, idms('a').mirror('*.example.com', ['m.example.com/team']))).toReport({
      severity: 'audit',
      message: /^OpenShift before 4.16 does not support/,
    });
  });

  it('allows other sources', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['m.example.com/team']), { version: '4.13.0' }),
    ).toReportNothing();
  });
});
