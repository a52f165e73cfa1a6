import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-signatures-at-mirrors.ts';
import { check } from '../../support/check.ts';

describe('require-signatures-at-mirrors', () => {
  const around = { imagePolicies: [{ name: 'signed', scopes: ['quay.io/team'] }] };

  it('names the new mirrors, the scope and the policy', () => {
    expect(check(rule, idms('a').mirror('quay.io', ['m.example.com/q']), { around })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        '"m.example.com/q" needs the signatures of "quay.io/team" too. ClusterImagePolicy signed demands them wherever an image comes from',
    });
  });

  it('looks at sources around the scope, at it, and inside it', () => {
    for (const source of ['quay.io', 'quay.io/team', 'quay.io/team/app', '*.io']) {
      expect(check(rule, idms('a').mirror(source, ['m.example.com/q']), { around })).toReport({});
    }
    expect(check(rule, idms('a').mirror('quay.io/teams', ['m.example.com/q']), { around })).toReportNothing();
  });

  it('leaves a broad source alone where a nearer one decides', () => {
    const cluster = [idms('near').mirror('quay.io/team', ['m.example.com/team'])];
    expect(
      check(rule, idms('a').mirror('quay.io', ['m.example.com/q']), { around, cluster }),
    ).toReportNothing();
  });

  it('is silent about mirrors that were there before, and while no policy is known', () => {
    const before = idms('a').mirror('quay.io/team', ['m.example.com/q', 'n.example.com/q']);
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['n.example.com/q']), { around, before }),
    ).toReportNothing();
    expect(check(rule, before)).toReportNothing();
  });
});
