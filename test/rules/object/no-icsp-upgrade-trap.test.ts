import { describe, expect, it } from '@jest/globals';
import { icsp } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-icsp-upgrade-trap.ts';
import { check } from '../../support/check.ts';

describe('no-icsp-upgrade-trap', () => {
  const trap = icsp('a').mirror('quay.io/Team', ['m.io/team/']);

  it('warns before OpenShift 4.16 of every value that stops the operator from there on', () => {
    expect(check(rule, trap, { version: '4.15.9' })).toReport(
      {
        path: 'spec.repositoryDigestMirrors[0].source',
        message: 'source "quay.io/Team" stops the operator from OpenShift 4.16 on, and with it the upgrade',
      },
      { path: 'spec.repositoryDigestMirrors[0].mirrors[0]' },
    );
  });

  it('leaves it from 4.16 on to the rules about the format, which refuse it', () => {
    expect(check(rule, trap, { version: '4.16.0' })).toReportNothing();
    expect(check(rule, trap)).toReportNothing();
  });

  it('refuses what stops the operator now already', () => {
    expect(check(rule, icsp('a').mirror('quay.io/a', ['*.m.io', '']), { version: '4.14.0' })).toReport(
      {
        message: 'OpenShift 4.14 stops applying all mirror changes at the mirror "*.m.io"',
        severity: 'deny',
      },
      { message: /at the mirror ""$/, severity: 'deny' },
    );
  });

  it('has nothing to say about wildcard sources, which have a rule of their own', () => {
    expect(
      check(rule, icsp('a').mirror('*.example.com', ['m.io/a']), { version: '4.14.0' }),
    ).toReportNothing();
  });
});
