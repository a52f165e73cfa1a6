import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-duplicate-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-duplicate-mirror', () => {
  it('points at the repetition', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.io/a', 'm.io/b', 'm.io/a']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[2]',
      message: 'mirror "m.io/a" of "quay.io/team" is listed twice, which the API server refuses',
    });
  });

  it('reports each repetition', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.io/a', 'm.io/a', 'm.io/a']))).toReport(
      { path: 'spec.imageDigestMirrors[0].mirrors[1]' },
      { path: 'spec.imageDigestMirrors[0].mirrors[2]' },
    );
  });

  it('only warns in an ImageContentSourcePolicy, which is stored', () => {
    expect(check(rule, icsp('a').mirror('quay.io/team', ['m.io/a', 'm.io/a']))).toReport({
      severity: 'warn',
      message: /can put the source before the mirrors/,
    });
  });

  it('compares letter by letter, and within one entry', () => {
    const subject = idms('a')
      .mirror('quay.io/team', ['m.io/a', 'M.io/a'])
      .mirror('quay.io/other', ['m.io/a']);
    expect(check(rule, subject)).toReportNothing();
  });
});
