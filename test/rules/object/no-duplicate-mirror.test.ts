import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-duplicate-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-duplicate-mirror', () => {
  it('denies the repeated mirror', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.io/a', 'm.io/b', 'm.io/a']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[2]',
      message:
        'mirror "m.io/a" of "quay.io/team" is listed more than once; the API server rejects duplicates. ' +
        'Remove the repeated mirror',
    });
  });

  it('reports each repeated mirror', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.io/a', 'm.io/a', 'm.io/a']))).toReport(
      { path: 'spec.imageDigestMirrors[0].mirrors[1]' },
      { path: 'spec.imageDigestMirrors[0].mirrors[2]' },
    );
  });

  it('warns in an ImageContentSourcePolicy, which the API server stores', () => {
    expect(check(rule, icsp('a').mirror('quay.io/team', ['m.io/a', 'm.io/a']))).toReport({
      severity: 'warn',
      message: /nodes could try the source before the mirrors/,
    });
  });

  it('compares case-sensitively and within one entry', () => {
    const subject = idms('a')
      .mirror('quay.io/team', ['m.io/a', 'M.io/a'])
      .mirror('quay.io/other', ['m.io/a']);
    expect(check(rule, subject)).toReportNothing();
  });
});
