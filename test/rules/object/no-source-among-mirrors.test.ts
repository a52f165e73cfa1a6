import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-source-among-mirrors.ts';
import { check } from '../../support/check.ts';

describe('no-source-among-mirrors', () => {
  it('names the mirror after the source', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.io/a', 'quay.io/team', 'm.io/b']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message:
        'source "quay.io/team" is one of its own mirrors; nodes would try it before "m.io/b". ' +
        'Remove it from the mirrors',
    });
  });

  it('allows the source at the end, where nodes try it by default', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.io/a', 'quay.io/team']))).toReportNothing();
  });

  it('leaves NeverContactSource and entries without other mirrors to other rules', () => {
    const subject = idms('a')
      .mirror('quay.io/a', ['quay.io/a', 'm.io/a'], 'NeverContactSource')
      .mirror('quay.io/b', ['quay.io/b']);
    expect(check(rule, subject)).toReportNothing();
  });
});
