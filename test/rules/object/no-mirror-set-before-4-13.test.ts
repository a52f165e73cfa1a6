import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-mirror-set-before-4-13.ts';
import { check } from '../../support/check.ts';

describe('no-mirror-set-before-4-13', () => {
  const digests = idms('a').mirror('quay.io/team', ['m.example.com/team']);
  const tags = itms('a').mirror('quay.io/team', ['m.example.com/team']);
  const policy = icsp('a').mirror('quay.io/team', ['m.example.com/team']);

  it('denies the newer kinds up to 4.12 and allows them starting with 4.13', () => {
    expect(check(rule, digests, { version: '4.12.99' })).toReport({
      path: 'kind',
      message:
        'OpenShift 4.12 does not have the kind ImageDigestMirrorSet, which 4.13 adds; ' +
        'use an ImageContentSourcePolicy, or upgrade first',
    });
    expect(check(rule, digests, { version: '4.13.0' })).toReportNothing();
    expect(check(rule, digests, { version: '5.0.0' })).toReportNothing();
  });

  it('suggests no older kind for tag mirrors', () => {
    expect(check(rule, tags, { version: '4.12.0' })).toReport({
      message:
        'OpenShift 4.12 does not have the kind ImageTagMirrorSet, which 4.13 adds; ' +
        'no older kind supports tag mirrors; upgrade first',
    });
  });

  it('allows the old kind, and all kinds if the release is unknown', () => {
    expect(check(rule, policy, { version: '4.12.0' })).toReportNothing();
    expect(check(rule, digests)).toReportNothing();
  });
});
