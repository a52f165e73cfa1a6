import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-source-among-mirrors.ts';
import { check } from '../../support/check.ts';

describe('no-source-among-mirrors', () => {
  it('names the mirror that would come too late', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.io/a', 'quay.io/team', 'm.io/b']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message: 'the source "quay.io/team" is among its own mirrors, and would be tried before "m.io/b"',
    });
  });

  it('accepts the source at the end, where it is tried anyway', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.io/a', 'quay.io/team']))).toReportNothing();
  });

  it('leaves sources that are never contacted, and entries without other mirrors, to other rules', () => {
    const subject = idms('a')
      .mirror('quay.io/a', ['quay.io/a', 'm.io/a'], 'NeverContactSource')
      .mirror('quay.io/b', ['quay.io/b']);
    expect(check(rule, subject)).toReportNothing();
  });
});
