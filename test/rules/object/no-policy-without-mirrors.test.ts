import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-policy-without-mirrors.ts';
import { check } from '../../support/check.ts';

describe('no-policy-without-mirrors', () => {
  it('denies NeverContactSource and states that it does not block the source', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', undefined, 'NeverContactSource'))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
      message:
        'NeverContactSource does not block "quay.io/team" because the entry has no mirrors; add a mirror',
    });
  });

  it('denies AllowContactingSource too', () => {
    expect(check(rule, itms('a').mirror('quay.io/team', [], 'AllowContactingSource'))).toReport({
      path: 'spec.imageTagMirrors[0].mirrorSourcePolicy',
      message:
        'AllowContactingSource has no effect on "quay.io/team" because the entry has no mirrors; remove the policy',
    });
  });

  it('allows a policy with a mirror, and an entry with neither', () => {
    const subject = idms('a').mirror('quay.io/a', ['m.io/a'], 'NeverContactSource').mirror('quay.io/b');
    expect(check(rule, subject)).toReportNothing();
  });
});
