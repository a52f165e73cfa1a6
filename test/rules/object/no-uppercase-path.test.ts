import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-uppercase-path.ts';
import { check } from '../../support/check.ts';

describe('no-uppercase-path', () => {
  it('names the component and suggests the lowercase value', () => {
    expect(check(rule, idms('a').mirror('quay.io/Team/app', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'source "quay.io/Team/app" has uppercase letters in the path "Team", but repository names are lowercase; ' +
        'write "quay.io/team/app"',
    });
  });

  it('allows uppercase letters in the host, also in the suggestion', () => {
    expect(check(rule, idms('a').mirror('Quay.io/team', ['m.example.com/team']))).toReportNothing();
    expect(check(rule, idms('a').mirror('Quay.io/Team', ['m.example.com/team']))).toReport({
      message: /write "Quay.io\/team"$/,
    });
  });
});
