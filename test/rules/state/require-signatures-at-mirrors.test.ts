import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-signatures-at-mirrors.ts';
import { check } from '../../support/check.ts';

describe('require-signatures-at-mirrors', () => {
  const facts = { imagePolicies: [{ name: 'signed', scopes: ['quay.io/team'] }] };

  it('names the mirror, the scope and the policy', () => {
    expect(check(rule, idms('a').mirror('quay.io', ['m.example.com/q']), { facts })).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        'images at mirror "m.example.com/q" need signatures; ClusterImagePolicy signed verifies "quay.io/team" there too. Mirror the signatures with the images',
    });
  });

  it('reports sources that contain the scope, equal it, or are inside it', () => {
    for (const source of ['quay.io', 'quay.io/team', 'quay.io/team/app', '*.io']) {
      expect(check(rule, idms('a').mirror(source, ['m.example.com/q']), { facts })).toReport({});
    }
    expect(check(rule, idms('a').mirror('quay.io/teams', ['m.example.com/q']), { facts })).toReportNothing();
  });

  it('ignores a broader source if a nearer one decides', () => {
    const cluster = [idms('near').mirror('quay.io/team', ['m.example.com/team'])];
    expect(
      check(rule, idms('a').mirror('quay.io', ['m.example.com/q']), { facts, cluster }),
    ).toReportNothing();
  });

  it('names an ImagePolicy with its namespace', () => {
    const imagePolicies = [{ name: 'signed', namespace: 'apps', scopes: ['quay.io/team'] }];
    expect(
      check(rule, idms('a').mirror('quay.io', ['m.example.com/q']), { facts: { imagePolicies } }),
    ).toReport({ message: /; ImagePolicy apps\/signed verifies "quay\.io\/team"/ });
  });

  it('derives the policy of the release from the version if the policies are not known', () => {
    const release = idms('a').mirror('quay.io/openshift-release-dev/ocp-release', ['m.example.com/r']);
    expect(check(rule, release, { version: '4.21.2' })).toReport({
      message:
        'images at mirror "m.example.com/r" need signatures; ClusterImagePolicy openshift (assumed) verifies ' +
        '"quay.io/openshift-release-dev/ocp-release" there too. Mirror the signatures with the images',
    });
    expect(check(rule, release, { version: '4.20.2' })).toReportNothing();
    expect(check(rule, release, { version: '4.21.2', facts: { imagePolicies: [] } })).toReportNothing();
  });

  it('reports nothing for the assumed policy of an assumed release', () => {
    const imagePolicies = [{ name: 'openshift', scopes: ['quay.io/team'], isAssumed: true as const }];
    expect(
      check(rule, idms('a').mirror('quay.io', ['m.example.com/q']), { facts: { imagePolicies } }),
    ).toReportNothing();
  });

  it('reports nothing for stored mirrors, and if no policy is known', () => {
    const before = idms('a').mirror('quay.io/team', ['m.example.com/q', 'n.example.com/q']);
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['n.example.com/q']), { facts, before }),
    ).toReportNothing();
    expect(check(rule, before)).toReportNothing();
  });
});
