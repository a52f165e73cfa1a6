import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-conflicting-policy-in-object.ts';
import { check } from '../../support/check.ts';

describe('no-conflicting-policy-in-object', () => {
  const allow = idms('a').mirror('quay.io/x', ['m.io/x']);

  it('denies the first entry that disagrees with the first entry of its source', () => {
    const subject = itms('a')
      .mirror('quay.io/x', ['m.io/x'], 'NeverContactSource')
      .mirror('quay.io/y', ['m.io/y'])
      .mirror('quay.io/x', ['n.io/x'])
      .mirror('quay.io/x', ['o.io/x'], 'AllowContactingSource');
    expect(check(rule, subject)).toReport({
      path: 'spec.imageTagMirrors[2].source',
      message:
        '"quay.io/x" has AllowContactingSource here, but NeverContactSource in spec.imageTagMirrors[0]; ' +
        'the Machine Config Operator would stop applying mirror changes: "conflicting mirrorSourcePolicy is set". Set the same policy in both entries',
    });
  });

  it('reports the policy field if the entry has one', () => {
    expect(check(rule, allow.mirror('quay.io/x', ['n.io/x'], 'NeverContactSource'))).toReport({
      path: 'spec.imageDigestMirrors[1].mirrorSourcePolicy',
    });
  });

  it('denies a new conflicting entry before a stored one', () => {
    const subject = idms('a')
      .mirror('quay.io/x', ['n.io/x'], 'NeverContactSource')
      .mirror('quay.io/x', ['m.io/x']);
    expect(check(rule, subject, { before: allow })).toReport({ path: 'spec.imageDigestMirrors[1].source' });
  });

  it('denies a conflict with an entry without mirrors', () => {
    expect(check(rule, allow.mirror('quay.io/x', [], 'NeverContactSource'))).toReport({
      path: 'spec.imageDigestMirrors[1].mirrorSourcePolicy',
    });
  });

  it('reports nothing for a stored conflict', () => {
    const before = allow.mirror('quay.io/x', ['n.io/x'], 'NeverContactSource');
    expect(check(rule, before.mirror('quay.io/y', ['m.io/y']), { before })).toReportNothing();
  });

  it('treats an unset policy as AllowContactingSource', () => {
    expect(check(rule, allow.mirror('quay.io/x', ['n.io/x'], 'AllowContactingSource'))).toReportNothing();
  });

  it('ignores other objects', () => {
    const cluster = [idms('b').mirror('quay.io/x', ['m.io/x'], 'NeverContactSource')];
    expect(check(rule, allow, { cluster })).toReportNothing();
  });
});
