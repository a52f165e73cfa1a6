import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-trailing-slash.ts';
import { check } from '../../support/check.ts';

describe('no-trailing-slash', () => {
  it('says what to write instead', () => {
    expect(check(rule, idms('a').mirror('quay.io/team/', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: '"quay.io/team/" ends with a slash; write "quay.io/team"',
    });
  });

  it('takes several slashes at the end for one mistake', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com///']))).toReport({
      message: /write "m.example.com"$/,
    });
  });

  it('leaves slashes inside the path to another rule', () => {
    expect(check(rule, idms('a').mirror('quay.io//team', ['m.example.com/team']))).toReportNothing();
  });
});
