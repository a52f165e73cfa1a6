import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-uppercase-path.ts';
import { check } from '../../support/check.ts';

describe('no-uppercase-path', () => {
  it('names the component and says what to write instead', () => {
    expect(check(rule, idms('a').mirror('quay.io/Team/app', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        '"quay.io/Team/app" has upper-case letters in its path ("Team"), and repositories are lower-case; write "quay.io/team/app"',
    });
  });

  it('leaves the host as it is, also in what it suggests', () => {
    expect(check(rule, idms('a').mirror('Quay.io/team', ['m.example.com/team']))).toReportNothing();
    expect(check(rule, idms('a').mirror('Quay.io/Team', ['m.example.com/team']))).toReport({
      message: /write "Quay.io\/team"$/,
    });
  });
});
