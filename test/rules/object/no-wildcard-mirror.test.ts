import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-wildcard-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-wildcard-mirror', () => {
  it('denies a wildcard of any form', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['*.example.com', 'm.example.com/*', '*']))).toReport(
      {
        path: 'spec.imageDigestMirrors[0].mirrors[0]',
        message:
          'mirror "*.example.com" is a wildcard, but a mirror must be a single location; write it in full',
      },
      { path: 'spec.imageDigestMirrors[0].mirrors[1]' },
      { path: 'spec.imageDigestMirrors[0].mirrors[2]' },
    );
  });

  it('allows wildcard sources', () => {
    expect(check(rule, idms('a').mirror('*.example.com', ['m.example.com/team']))).toReportNothing();
  });

  it('leaves an ImageContentSourcePolicy before OpenShift 4.16 to no-icsp-upgrade-trap', () => {
    const subject = icsp('a').mirror('quay.io/team', ['*.example.com']);
    expect(check(rule, subject, { version: '4.15.0' })).toReportNothing();
    expect(check(rule, subject, { version: '4.16.0' })).toReport({});
  });
});
