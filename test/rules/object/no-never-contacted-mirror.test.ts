import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-never-contacted-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-never-contacted-mirror', () => {
  it('names the consequence for the whole cluster', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['m.io/a', 'quay.io/team'], 'NeverContactSource')),
    ).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message:
        'the cluster would stop applying mirror changes: "quay.io/team" is NeverContactSource and among its own mirrors',
    });
  });

  it('compares letter by letter, as the operator does', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['Quay.io/team', 'quay.io/team/x'], 'NeverContactSource')),
    ).toReportNothing();
  });

  it('accepts it where the source may be contacted', () => {
    const subject = idms('a')
      .mirror('quay.io/team', ['quay.io/team'], 'AllowContactingSource')
      .mirror('quay.io/b', ['quay.io/b']);
    expect(check(rule, subject)).toReportNothing();
  });
});
