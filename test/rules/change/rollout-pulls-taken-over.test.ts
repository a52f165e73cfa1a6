import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-pulls-taken-over.ts';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

const platform = idms('platform')
  .mirror('registry.redhat.io/openshift4', ['mirror.landing.example.com:8443/openshift4'])
  .mirror('registry.redhat.io/quay', ['mirror.landing.example.com:8443/quay']);

describe('rollout-pulls-taken-over', () => {
  it('reports a fallback that becomes the first mirror by its name, with both orders', () => {
    const fallback = idms('fallback').mirror('registry.redhat.io/quay', ['enclave.example.com/quay']);
    const [violation, ...more] = check(rule, fallback, { cluster: [platform] });
    expect(more).toEqual([]);
    expect(violation).toMatchObject({
      path: ['spec', 'imageDigestMirrors', 0, 'source'],
      about: 'registry.redhat.io/quay',
      message:
        'ImageDigestMirrorSet platform serves the digest pulls of "registry.redhat.io/quay" today; this change puts ' +
        '"enclave.example.com/quay" first. Before: "mirror.landing.example.com:8443/quay"; after: ' +
        '"enclave.example.com/quay", then "mirror.landing.example.com:8443/quay". ' +
        'List the mirrors of the other object first',
      related: [{ kind: 'ImageDigestMirrorSet', name: 'platform', path: ['spec', 'imageDigestMirrors', 1] }],
    });
  });

  it('reports every source whose pulls the new object takes over', () => {
    const both = idms('fallback')
      .mirror('registry.redhat.io/openshift4', ['enclave.example.com/openshift4'])
      .mirror('registry.redhat.io/quay', ['enclave.example.com/quay']);
    expect(check(rule, both, { cluster: [platform] }).map(({ about }) => about)).toEqual([
      'registry.redhat.io/openshift4',
      'registry.redhat.io/quay',
    ]);
  });

  it('reports nothing about a fallback after the mirrors in use, by its list or by its name', () => {
    for (const mirrors of [
      ['mirror.landing.example.com:8443/quay', 'enclave.example.com/quay'],
      ['z.example.com/quay'],
    ])
      expect(
        check(rule, idms('fallback').mirror('registry.redhat.io/quay', mirrors), { cluster: [platform] }),
      ).toReportNothing();
  });

  it('reports a narrower source that takes pulls from the mirrors of a broader one', () => {
    const broad = icsp('internal').mirror('quay.io', ['internal.example.com/quay']);
    expect(
      check(rule, idms('team').mirror('quay.io/team', ['quay.example.org/team']), { cluster: [broad] }),
    ).toReport({
      message:
        'ImageContentSourcePolicy internal serves the digest pulls of "quay.io/team" through "quay.io" today; this change puts ' +
        '"quay.example.org/team" first. Before: "internal.example.com/quay/team"; after: "quay.example.org/team". ' +
        'List the mirrors of the other object first',
    });
  });

  it('reports a narrower source that drops a fallback of a broader one', () => {
    const broad = idms('internal').mirror('quay.io', ['a.example.com/quay', 'b.example.com/quay']);
    const narrow = idms('team').mirror('quay.io/team', ['a.example.com/quay/team']);
    expect(check(rule, narrow, { cluster: [broad] })).toReport({
      message: /this change removes "b\.example\.com\/quay\/team"\. Before: /,
    });
  });

  it('reports nothing about a narrower source with the same locations', () => {
    const broad = idms('internal').mirror('quay.io', ['a.example.com/quay']);
    const narrow = idms('team').mirror('quay.io/team', ['a.example.com/quay/team']);
    expect(check(rule, narrow, { cluster: [broad] })).toReportNothing();
  });

  it('reports a host below a wildcard source', () => {
    const broad = idms('internal').mirror('*.example.org', ['m.example.com']);
    expect(
      check(rule, idms('team').mirror('abc.example.org', ['a.example.com/x']), { cluster: [broad] }),
    ).toReport({
      message:
        /through "\*\.example\.org" today; this change puts "a\.example\.com\/x" first\. Before: "m\.example\.com"/,
    });
  });

  it('leaves pulls without any mirror and a source in front to other rules', () => {
    const broad = itms('internal').mirror('quay.io', ['a.example.com/quay']);
    expect(
      check(rule, idms('team').mirror('quay.io/team', ['b.example.com/t']), { cluster: [broad] }),
    ).toReportNothing();
    const ordered = idms('a').mirror('quay.io/x', ['r1.example.com/x', 'r2.example.com/x']);
    const reversed = idms('b').mirror('quay.io/x', ['r2.example.com/x', 'r1.example.com/x']);
    expect(check(rule, reversed, { cluster: [ordered] })).toReportNothing();
  });

  it('reports nothing about mirrors of the written object alone', () => {
    const before = idms('own').mirror('quay.io/team', ['a.example.com/t', 'b.example.com/t']);
    const after = idms('own').mirror('quay.io/team', ['c.example.com/t']);
    const other = idms('other').mirror('quay.io/team', ['z.example.com/t']);
    expect(check(rule, after, { before })).toReportNothing();
    expect(check(rule, after, { before, cluster: [other] })).toReportNothing();
    const narrow = idms('own').mirror('quay.io/team/app', ['d.example.com/app']);
    expect(
      check(rule, before.mirror('quay.io/team/app', ['d.example.com/app']), { before }),
    ).toReportNothing();
    expect(check(rule, narrow, { before: narrow, cluster: [other] })).toReportNothing();
  });

  it('reports a deletion that changes the order of other objects', () => {
    const one = idms('one').mirror('quay.io/team', ['a.example.com/t']);
    const two = idms('two').mirror('quay.io/team', ['b.example.com/t']);
    const order = idms('order').mirror('quay.io/team', ['b.example.com/t', 'a.example.com/t']);
    expect(check(rule, order, { before: order, operation: 'DELETE', cluster: [one, two] })).toReport({
      path: '',
      message: /^ImageDigestMirrorSet two serves .* puts "a\.example\.com\/t" first/,
    });
  });

  it('reports nothing while the operator is stopped, and in a hosted cluster', () => {
    const fallback = idms('fallback').mirror('registry.redhat.io/quay', ['enclave.example.com/quay']);
    const conflict = [
      idms('x').mirror('quay.io/x', ['m.example.com/x'], 'NeverContactSource'),
      idms('y').mirror('quay.io/x', ['m.example.com/x']),
    ];
    expect(check(rule, fallback, { cluster: [platform, ...conflict] })).toReportNothing();
    const platformFact = { isManaged: false, isHostedGuest: true, isHostingHub: false, isSingleNode: false };
    expect(
      check(rule, fallback, { cluster: [platform], facts: { platform: platformFact } }),
    ).toReportNothing();
  });

  describe('with drop-ins of MachineConfigs', () => {
    const all = registryTable('quay.io', ['m.example.com/quay']);
    const team = idms('team').mirror('quay.io/team', ['cache.example.com/team']);

    it('reports pulls that the mirrors of a drop-in serve today', () => {
      const [violation, ...more] = check(rule, team, { facts: dropIn(all) });
      expect(more).toEqual([]);
      expect(violation).toMatchObject({
        message:
          'MachineConfig 99-worker-zz serves the digest pulls of "quay.io/team" through "quay.io" in pool ' +
          'worker today; this change puts "cache.example.com/team" first. Before: ' +
          '"m.example.com/quay/team"; after: "cache.example.com/team". List the mirrors of the other object ' +
          'first',
        related: [{ kind: 'MachineConfig', name: '99-worker-zz' }],
      });
    });

    it('reports nothing about pools in which a drop-in serves the pulls before and after', () => {
      const stored = idms('platform').mirror('quay.io/team', ['m.example.com/team']);
      const table = registryTable('quay.io/team', ['x.example.com/team']);
      expect(check(rule, team, { cluster: [stored], facts: dropIn(table) })).toReport({
        message:
          'ImageDigestMirrorSet platform serves the digest pulls of "quay.io/team" in pool master today; this ' +
          'change puts "cache.example.com/team" first. Before: "m.example.com/team"; after: ' +
          '"cache.example.com/team", then "m.example.com/team". List the mirrors of the other object first',
      });
      const facts = dropIn(table, ['master', 'worker']);
      expect(check(rule, team, { cluster: [stored], facts })).toReportNothing();
    });
  });
});
