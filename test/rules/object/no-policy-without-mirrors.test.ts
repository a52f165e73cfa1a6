import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-policy-without-mirrors.ts';
import { check } from '../../support/check.ts';

describe('no-policy-without-mirrors', () => {
  it('says that the source is NOT blocked', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', undefined, 'NeverContactSource'))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
      message: 'NeverContactSource is ignored because no mirror is configured: "quay.io/team" is NOT blocked',
    });
  });

  it('refuses the other policy as well', () => {
    expect(check(rule, itms('a').mirror('quay.io/team', [], 'AllowContactingSource'))).toReport({
      path: 'spec.imageTagMirrors[0].mirrorSourcePolicy',
      message: 'AllowContactingSource has no effect on "quay.io/team" because no mirror is configured',
    });
  });

  it('accepts a policy with a mirror, and no mirror without a policy', () => {
    const subject = idms('a').mirror('quay.io/a', ['m.io/a'], 'NeverContactSource').mirror('quay.io/b');
    expect(check(rule, subject)).toReportNothing();
  });
});
