import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/prefer-image-digest-mirror-set.ts';
import { check } from '../../support/check.ts';

describe('prefer-image-digest-mirror-set', () => {
  it('warns about the deprecated kind at the object', () => {
    expect(check(rule, icsp('a').mirror('quay.io/a', ['m.io/a']))).toReport({
      path: '',
      message:
        'ImageContentSourcePolicy is deprecated; convert it to an ImageDigestMirrorSet with ' +
        '`mirrorguard migrate` or `oc adm migrate icsp`',
    });
  });

  it('allows the kind before OpenShift 4.13, which does not have ImageDigestMirrorSet', () => {
    const subject = icsp('a').mirror('quay.io/a', ['m.io/a']);
    expect(check(rule, subject, { version: '4.12.45' })).toReportNothing();
    expect(check(rule, subject, { version: '4.13.0' })).toHaveLength(1);
  });

  it('allows the kinds that replace it', () => {
    expect(check(rule, idms('a'))).toReportNothing();
    expect(check(rule, itms('a'))).toReportNothing();
  });
});
