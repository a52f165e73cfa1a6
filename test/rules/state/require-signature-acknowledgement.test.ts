import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-signature-acknowledgement.ts';
import { check } from '../../support/check.ts';

const digests = idms('a').mirror('quay.io/team', ['m.example.com/team']);

describe('require-signature-acknowledgement', () => {
  it('reports the first digest mirror set on 4.20', () => {
    expect(check(rule, digests, { version: '4.20.4' })).toReport({
      path: '',
      message:
        'ImageDigestMirrorSet a prevents the upgrade to OpenShift 4.21 until ack-4.20-sigstore-in-4.21 is acknowledged. ' +
        '4.21 requires signatures of the release images at their mirrors; ' +
        'message: "This cluster has mirrors configured". Mirror the signatures, then acknowledge it',
    });
    expect(check(rule, icsp('p').mirror('quay.io/x', ['m.example.com/x']), { version: '4.20.4' })).toReport({
      message: /^ImageContentSourcePolicy p prevents the upgrade/,
    });
  });

  it('reports nothing if other objects have digest mirrors already', () => {
    const cluster = [idms('z').mirror('quay.io/x', ['m.example.com/x'])];
    expect(check(rule, digests, { version: '4.20.4', cluster })).toReportNothing();
  });

  it('reports nothing on other releases, about tag mirrors and in hosted clusters', () => {
    expect(check(rule, digests, { version: '4.19.9' })).toReportNothing();
    expect(check(rule, digests, { version: '4.21.0' })).toReportNothing();
    expect(
      check(rule, itms('t').mirror('quay.io/x', ['m.example.com/x']), { version: '4.20.4' }),
    ).toReportNothing();
    const platform = { isManaged: false, isHostedGuest: true, isHostingHub: false, isSingleNode: false };
    expect(check(rule, digests, { version: '4.20.4', facts: { platform } })).toReportNothing();
  });
});
