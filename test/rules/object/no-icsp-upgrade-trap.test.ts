import { describe, expect, it } from '@jest/globals';
import { icsp } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-icsp-upgrade-trap.ts';
import { check } from '../../support/check.ts';

describe('no-icsp-upgrade-trap', () => {
  const trap = icsp('a').mirror('quay.io/Team', ['m.io/team/']);

  it('warns before OpenShift 4.16 about every value that 4.16 rejects', () => {
    expect(check(rule, trap, { version: '4.15.9' })).toReport(
      {
        path: 'spec.repositoryDigestMirrors[0].source',
        message:
          'OpenShift 4.16 and later reject the source "quay.io/Team"; the upgrade to 4.16 would not complete. ' +
          'Correct the value before you upgrade',
      },
      { path: 'spec.repositoryDigestMirrors[0].mirrors[0]' },
    );
  });

  it('leaves mirrors that break pulls today to the format rules', () => {
    expect(
      check(rule, icsp('a').mirror('quay.io/team', ['m.io/team/', 'm.io/Team']), { version: '4.15.9' }),
    ).toReportNothing();
  });

  it('leaves values to the format rules starting with OpenShift 4.16', () => {
    expect(check(rule, trap, { version: '4.16.0' })).toReportNothing();
    expect(check(rule, trap)).toReportNothing();
  });

  it('denies values that stop the operator of the current release', () => {
    expect(check(rule, icsp('a').mirror('quay.io/a', ['*.m.io', '']), { version: '4.14.0' })).toReport(
      {
        message:
          'OpenShift 4.14 rejects the mirror "*.m.io"; the MCO would stop applying all mirror changes. ' +
          'Correct the value',
        severity: 'deny',
      },
      { message: /^OpenShift 4.14 rejects the mirror "";/, severity: 'deny' },
    );
  });

  it('leaves wildcard sources to no-wildcard-source-before-4-16', () => {
    expect(
      check(rule, icsp('a').mirror('*.example.com', ['m.io/a']), { version: '4.14.0' }),
    ).toReportNothing();
  });
});
