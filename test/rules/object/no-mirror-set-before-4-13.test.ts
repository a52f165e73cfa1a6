import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-mirror-set-before-4-13.ts';
import { check } from '../../support/check.ts';

describe('no-mirror-set-before-4-13', () => {
  const digests = idms('a').mirror('quay.io/team', ['m.example.com/team']);
  const tags = itms('a').mirror('quay.io/team', ['m.example.com/team']);
  const policy = icsp('a').mirror('quay.io/team', ['m.example.com/team']);

  it('refuses the newer kinds up to 4.12 and accepts them from 4.13 on', () => {
    expect(check(rule, digests, { version: '4.12.99' })).toReport({
      path: 'kind',
      message:
        /^OpenShift 4.12 does not know the kind ImageDigestMirrorSet, 4.13 is the first that does; an ImageContentSourcePolicy/,
    });
    expect(check(rule, digests, { version: '4.13.0' })).toReportNothing();
    expect(check(rule, digests, { version: '5.0.0' })).toReportNothing();
  });

  it('offers no older kind for tags, because there is none', () => {
    expect(check(rule, tags, { version: '4.12.0' })).toReport({ message: /the first that does$/ });
  });

  it('has nothing against the old kind, nor where the release is not known', () => {
    expect(check(rule, policy, { version: '4.12.0' })).toReportNothing();
    expect(check(rule, digests)).toReportNothing();
  });
});
