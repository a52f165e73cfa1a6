import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-signatures-at-mirrors.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, poolFiles, registryTable } from '../../support/machine-config.ts';

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

  it('reports a mirror in several lists once, with all of them', () => {
    const subject = itms('b').mirror('quay.io/team', ['m.example.com/q', 'n.example.com/q']);
    const cluster = [idms('a').mirror('quay.io/team', ['m.example.com/q', 'quay.io/team'])];
    const reported = checkState(rule, { cluster: [...cluster, subject], facts });
    expect(reported.map(({ about, related }) => [about, related?.map(({ kind }) => kind)])).toEqual([
      ['m.example.com/q', ['ImageTagMirrorSet']],
      ['n.example.com/q', []],
    ]);
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

  it('reports nothing for one more object with a stored mirror of the source', () => {
    const cluster = [idms('a').mirror('quay.io/team', ['m.example.com/q'])];
    const tags = (source: string) => itms('tags').mirror(source, ['m.example.com/q']);
    expect(check(rule, tags('quay.io/team'), { facts, cluster })).toReportNothing();
    expect(check(rule, tags('quay.io/team/app'), { facts, cluster })).toReport({});
  });

  describe('with files of MachineConfigs', () => {
    const team = idms('a').mirror('quay.io/team', ['m.example.com/q']);

    it('reports the mirror of a drop-in, and the pools that use the mirror of the mirror set', () => {
      const own = dropIn(registryTable('quay.io/team', ['n.example.com/q']));
      expect(checkState(rule, { cluster: [team], facts: { ...facts, ...own } })).toReport(
        { message: /^images at mirror "m\.example\.com\/q" in pool master need signatures;/ },
        {
          path: 'spec.config.storage.files[0].path',
          message: /^images at mirror "n\.example\.com\/q" in pool worker need signatures;/,
        },
      );
    });

    it('reports nothing if files of all pools replace the mirrors, or policy.json', () => {
      const accept = JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] });
      for (const files of [
        poolFiles({ '/etc/containers/registries.conf': registryTable('quay.io/other') }),
        poolFiles({ '/etc/containers/policy.json': accept }),
      ])
        expect(check(rule, team, { facts: { ...facts, ...files } })).toReportNothing();
    });
  });

  it('reports nothing for stored mirrors, and if no policy is known', () => {
    const before = idms('a').mirror('quay.io/team', ['m.example.com/q', 'n.example.com/q']);
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['n.example.com/q']), { facts, before }),
    ).toReportNothing();
    expect(check(rule, before)).toReportNothing();
  });
});
