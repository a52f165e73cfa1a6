import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-shadowed-mirrors.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

describe('no-shadowed-mirrors', () => {
  const digests = (source: string, ...mirrors: string[]) => idms('digests').mirror(source, mirrors);
  const tags = (source: string, ...mirrors: string[]) => itms('tags').mirror(source, mirrors);

  it('names the shadowed mirrors, the pulls that lose them, and the fix', () => {
    const [violation] = check(rule, tags('quay.io/team', 'm.io/t'), {
      cluster: [digests('quay.io', 'm.io')],
    });
    expect(violation?.message).toBe(
      'ImageTagMirrorSet tags shadows the digest mirrors that ImageDigestMirrorSet digests has for "quay.io"; ' +
        'pulls by digest below "quay.io/team" would use no mirror. Add "quay.io/team" to an ImageDigestMirrorSet too',
    );
    expect(violation?.path).toEqual(['spec', 'imageTagMirrors', 0, 'source']);
    expect(violation?.related).toMatchObject([{ name: 'digests' }]);
  });

  it('reports tag mirrors that a digest source shadows', () => {
    expect(check(rule, digests('quay.io/team', 'm.io/t'), { cluster: [tags('quay.io', 'm.io')] })).toReport({
      message:
        /^ImageDigestMirrorSet digests shadows the tag mirrors that ImageTagMirrorSet tags has for "quay\.io";/,
    });
  });

  it('reports each narrower source inside a new broader one', () => {
    const cluster = [
      tags('quay.io/a', 'm.io/a')
        .mirror('quay.io/b', ['m.io/b'])
        .mirror('quay.io/c', ['m.io/c'])
        .mirror('quay.io/d', ['m.io/d']),
    ];
    expect(check(rule, digests('quay.io', 'm.io'), { cluster })).toReport(
      ...['a', 'b', 'c', 'd'].map((name) => ({
        path: 'spec.imageDigestMirrors[0].source',
        message:
          'ImageTagMirrorSet tags shadows the digest mirrors that ImageDigestMirrorSet digests has for "quay.io"; ' +
          `pulls by digest below "quay.io/${name}" would use no mirror. Add "quay.io/${name}" to an ImageDigestMirrorSet too`,
      })),
    );
  });

  it('reports the removal of the entry that had the mirrors', () => {
    const own = idms('own').mirror('quay.io/team', ['m.io/t']);
    const cluster = [digests('quay.io', 'm.io'), tags('quay.io/team', 'm.io/t')];
    expect(check(rule, { subject: own, before: own, operation: 'DELETE', cluster })).toReport({
      path: '',
      message: /; pulls by digest below "quay\.io\/team" would use no mirror\./,
    });
  });

  it('reports the next broader source if the one in between is removed', () => {
    const between = idms('between')
      .mirror('quay.io/team', ['m.io/t'])
      .mirror('quay.io/team/app', ['m.io/app']);
    const cluster = [tags('quay.io', 'm.io')];
    const subject = idms('between').mirror('quay.io/team/app', ['m.io/app']);
    expect(check(rule, { subject, before: between, cluster })).toReport({
      message: / has for "quay\.io"; pulls by tag below "quay\.io\/team\/app" would use no mirror\./,
    });
  });

  it('reports nothing if the narrower source has mirrors for both pulls', () => {
    const both = tags('quay.io/team', 'm.io/t');
    expect(
      check(rule, both, { cluster: [digests('quay.io', 'm.io').mirror('quay.io/team', ['m.io/t'])] }),
    ).toReportNothing();
  });

  it('reports nothing for mirrors that were shadowed before', () => {
    const cluster = [tags('quay.io/team', 'm.io/t')];
    expect(
      check(rule, {
        subject: digests('quay.io', 'm.io', 'n.io'),
        before: digests('quay.io', 'm.io'),
        cluster,
      }),
    ).toReportNothing();
  });

  it('ignores a narrower source with a port, where the broader mirrors give no valid name', () => {
    expect(
      check(rule, tags('quay.io:443/team', 'm.io/t'), { cluster: [digests('quay.io', 'm.io/q')] }),
    ).toReportNothing();
  });

  it('ignores sources that only share a prefix of a name', () => {
    expect(
      check(rule, tags('quay.io/teams', 'm.io/t'), { cluster: [digests('quay.io/team', 'm.io')] }),
    ).toReportNothing();
  });

  it('suggests no tag mirrors for payload repositories, which clusters pull by digest', () => {
    const cluster = [tags('quay.io', 'm.io')];
    for (const repository of ['quay.io/openshift-release-dev/ocp-release', 'quay.io/openshift/okd-content'])
      expect(check(rule, digests(repository, 'm.io/release'), { cluster })).toReportNothing();
  });

  it('reports shadowed digest mirrors of payload repositories', () => {
    const repository = 'quay.io/openshift-release-dev/ocp-release';
    expect(check(rule, tags(repository, 'm.io/release'), { cluster: [digests('quay.io', 'm.io')] })).toReport(
      {
        message:
          /; pulls by digest below "quay\.io\/openshift-release-dev\/ocp-release" would use no mirror\./,
      },
    );
  });

  describe('with drop-ins of MachineConfigs', () => {
    const world = { cluster: [digests('quay.io', 'm.io'), tags('quay.io/team', 'm.io/t')] };

    it('names the pool whose nodes have the fault if a drop-in of the other pool adds the mirrors', () => {
      const facts = dropIn(registryTable('quay.io/team', ['m.io/t']));
      expect(checkState(rule, { ...world, facts })).toReport({
        message:
          'ImageTagMirrorSet tags shadows the digest mirrors that ImageDigestMirrorSet digests has for ' +
          '"quay.io"; pulls by digest below "quay.io/team" in pool master would use no mirror. Add ' +
          '"quay.io/team" to an ImageDigestMirrorSet too',
      });
    });

    it('reports nothing if drop-ins of all pools add the mirrors, or remove those of the broader source', () => {
      const everywhere = ['master', 'worker'];
      for (const table of [registryTable('quay.io/team', ['m.io/t']), registryTable('quay.io')])
        expect(checkState(rule, { ...world, facts: dropIn(table, everywhere) })).toReportNothing();
    });

    it('reports a drop-in that shadows the mirrors of a broader source', () => {
      const facts = dropIn(registryTable('quay.io/team'));
      expect(checkState(rule, { cluster: [digests('quay.io', 'm.io')], facts })).toReport({
        path: 'spec.imageDigestMirrors[0].source',
        message:
          'MachineConfig 99-worker-zz shadows the digest mirrors that ImageDigestMirrorSet digests has for ' +
          '"quay.io"; pulls by digest below "quay.io/team" in pool worker would use no mirror. Add them to ' +
          '/etc/containers/registries.conf.d/50-edge.conf too',
      });
    });

    it('reports a mirror set that shadows the mirrors of a drop-in', () => {
      const facts = dropIn(registryTable('quay.io', ['m.io/quay']));
      expect(check(rule, tags('quay.io/team', 'm.io/t'), { facts })).toReport({
        message:
          'ImageTagMirrorSet tags shadows the digest mirrors that MachineConfig 99-worker-zz has for ' +
          '"quay.io"; pulls by digest below "quay.io/team" in pool worker would use no mirror. Add ' +
          '"quay.io/team" to an ImageDigestMirrorSet too',
      });
    });
  });

  it('reports nothing if an object adds mirrors to a source that shadows others already', () => {
    const cluster = [digests('quay.io', 'm.io'), tags('quay.io/team', 'm.io/t')];
    const more = itms('more').mirror('quay.io/team', ['n.io/t']);
    expect(check(rule, more, { cluster })).toReportNothing();
    expect(check(rule, idms('broad').mirror('quay.io', ['n.io']), { cluster })).toReportNothing();
    const broaderTags = itms('broad').mirror('quay.io', ['n.io']);
    const own = idms('own').mirror('quay.io/other', ['m.io/o']);
    expect(check(rule, own, { cluster: [...cluster, broaderTags] })).toReport({
      message: /^ImageDigestMirrorSet own shadows the tag mirrors/,
    });
  });
});
