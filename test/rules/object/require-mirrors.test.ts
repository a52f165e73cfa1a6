import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-mirrors.ts';
import { check } from '../../support/check.ts';

describe('require-mirrors', () => {
  it('warns about an entry without mirrors and one with only the source', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/a').mirror('quay.io/b', []).mirror('quay.io/c', ['quay.io/c'])),
    ).toReport(
      {
        path: 'spec.imageDigestMirrors[0]',
        message: /^source "quay.io\/a" has no mirrors; the entry changes no pull/,
      },
      { path: 'spec.imageDigestMirrors[1]' },
      { path: 'spec.imageDigestMirrors[2]', message: /has no mirror except itself/ },
    );
  });

  it('leaves entries with a denied policy to other rules', () => {
    const subject = idms('a')
      .mirror('quay.io/a', [], 'NeverContactSource')
      .mirror('quay.io/b', [], 'AllowContactingSource')
      .mirror('quay.io/c', ['quay.io/c'], 'NeverContactSource');
    expect(check(rule, subject)).toReportNothing();
  });

  it('allows one mirror other than the source', () => {
    expect(check(rule, idms('a').mirror('quay.io/a', ['quay.io/a', 'm.io/a']))).toReportNothing();
  });
});
