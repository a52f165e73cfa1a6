import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-signatures-at-mirrors.ts';
import { check } from '../../support/check.ts';

describe('require-signatures-at-mirrors', () => {
  const around = { imagePolicies: [{ name: 'signed', scopes: ['quay.io/team'] }] };

  it('names the mirror, the scope and the policy', () => {
    expect(check(rule, idms('a').mirror('quay.io', ['m.example.com/q']), { around })).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        'images at mirror "m.example.com/q" need signatures; ClusterImagePolicy signed verifies "quay.io/team" there too. Mirror the signatures with the images',
    });
  });

  it('reports sources that contain the scope, equal it, or are inside it', () => {
    for (const source of ['quay.io', 'quay.io/team', 'quay.io/team/app', '*.io']) {
      expect(check(rule, idms('a').mirror(source, ['m.example.com/q']), { around })).toReport({});
    }
    expect(check(rule, idms('a').mirror('quay.io/teams', ['m.example.com/q']), { around })).toReportNothing();
  });

  it('ignores a broader source if a nearer one decides', () => {
    const cluster = [idms('near').mirror('quay.io/team', ['m.example.com/team'])];
    expect(
      check(rule, idms('a').mirror('quay.io', ['m.example.com/q']), { around, cluster }),
    ).toReportNothing();
  });

  it('reports nothing for stored mirrors, and if no policy is known', () => {
    const before = idms('a').mirror('quay.io/team', ['m.example.com/q', 'n.example.com/q']);
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['n.example.com/q']), { around, before }),
    ).toReportNothing();
    expect(check(rule, before)).toReportNothing();
  });
});
