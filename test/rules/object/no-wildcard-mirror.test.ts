import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-wildcard-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-wildcard-mirror', () => {
  it('reports a wildcard of any form', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['*.example.com', 'm.example.com/*', '*']))).toReport(
      {
        path: 'spec.imageDigestMirrors[0].mirrors[0]',
        message: '"*.example.com" is a wildcard, and a mirror cannot be one',
      },
      { path: 'spec.imageDigestMirrors[0].mirrors[1]' },
      { path: 'spec.imageDigestMirrors[0].mirrors[2]' },
    );
  });

  it('leaves wildcard sources alone', () => {
    expect(check(rule, idms('a').mirror('*.example.com', ['m.example.com/team']))).toReportNothing();
  });

  it('is silent about an ImageContentSourcePolicy before OpenShift 4.16, where another rule warns', () => {
    const subject = icsp('a').mirror('quay.io/team', ['*.example.com']);
    expect(check(rule, subject, { version: '4.15.0' })).toReportNothing();
    expect(check(rule, subject, { version: '4.16.0' })).toReport({});
  });
});
