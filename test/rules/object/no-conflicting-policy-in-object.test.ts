import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-conflicting-policy-in-object.ts';
import { check } from '../../support/check.ts';

describe('no-conflicting-policy-in-object', () => {
  it('denies each entry that disagrees with the first entry of its source', () => {
    const subject = itms('a')
      .mirror('quay.io/x', ['m.io/x'], 'NeverContactSource')
      .mirror('quay.io/y', ['m.io/y'])
      .mirror('quay.io/x', ['n.io/x'])
      .mirror('quay.io/x', ['o.io/x'], 'AllowContactingSource');
    expect(check(rule, subject)).toReport(
      {
        path: 'spec.imageTagMirrors[2].source',
        message:
          '"quay.io/x" is AllowContactingSource here, but NeverContactSource in spec.imageTagMirrors[0]; ' +
          'the MCO would stop applying mirror changes. Set the same policy in both entries',
      },
      { path: 'spec.imageTagMirrors[3].mirrorSourcePolicy' },
    );
  });

  it('treats an unset policy as AllowContactingSource', () => {
    expect(
      check(
        rule,
        idms('a').mirror('quay.io/x', ['m.io/x']).mirror('quay.io/x', ['n.io/x'], 'AllowContactingSource'),
      ),
    ).toReportNothing();
  });

  it('ignores other objects', () => {
    const cluster = [idms('b').mirror('quay.io/x', ['m.io/x'], 'NeverContactSource')];
    expect(check(rule, idms('a').mirror('quay.io/x', ['m.io/x']), { cluster })).toReportNothing();
  });
});
