import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-never-contacted-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-never-contacted-mirror', () => {
  it('denies the contradiction and names the consequence', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['m.io/a', 'quay.io/team'], 'NeverContactSource')),
    ).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message:
        'source "quay.io/team" has NeverContactSource, but is one of its own mirrors; ' +
        'the MCO would stop applying mirror changes: "cannot set mirrorSourcePolicy: NeverContactSource". ' +
        'Remove the mirror or the policy',
    });
  });

  it('compares case-sensitively, as the operator does', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['Quay.io/team', 'quay.io/team/x'], 'NeverContactSource')),
    ).toReportNothing();
  });

  it('allows the source as a mirror with AllowContactingSource', () => {
    const subject = idms('a')
      .mirror('quay.io/team', ['quay.io/team'], 'AllowContactingSource')
      .mirror('quay.io/b', ['quay.io/b']);
    expect(check(rule, subject)).toReportNothing();
  });
});
