import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-shadowed-mirrors.ts';
import { check } from '../../support/check.ts';

describe('no-shadowed-mirrors', () => {
  const digests = (source: string, ...mirrors: string[]) => idms('digests').mirror(source, mirrors);
  const tags = (source: string, ...mirrors: string[]) => itms('tags').mirror(source, mirrors);

  it('tells which pulls lose whose mirrors, and how to give them back', () => {
    const [violation] = check(rule, tags('quay.io/team', 'm.io/t'), {
      cluster: [digests('quay.io', 'm.io')],
    });
    expect(violation?.message).toBe(
      'pulls by digest below "quay.io/team" would use no mirror: ImageTagMirrorSet tags hides those of "quay.io" (ImageDigestMirrorSet digests). ' +
        'Add "quay.io/team" to an ImageDigestMirrorSet too',
    );
    expect(violation?.path).toEqual(['spec', 'imageTagMirrors', 0, 'source']);
    expect(violation?.related).toMatchObject([{ name: 'digests' }, { name: 'tags' }]);
  });

  it('works both ways', () => {
    expect(check(rule, digests('quay.io/team', 'm.io/t'), { cluster: [tags('quay.io', 'm.io')] })).toReport({
      message: /^pulls by tag below/,
    });
  });

  it('sees a broad source that is put around narrow ones, and counts those', () => {
    const cluster = [
      tags('quay.io/a', 'm.io/a')
        .mirror('quay.io/b', ['m.io/b'])
        .mirror('quay.io/c', ['m.io/c'])
        .mirror('quay.io/d', ['m.io/d']),
    ];
    expect(check(rule, digests('quay.io', 'm.io'), { cluster })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /^pulls by digest below "quay\.io\/a", "quay\.io\/b" and 2 more would use no mirror/,
    });
  });

  it('sees an entry that is taken away', () => {
    const own = idms('own').mirror('quay.io/team', ['m.io/t']);
    const cluster = [digests('quay.io', 'm.io'), tags('quay.io/team', 'm.io/t')];
    expect(check(rule, { subject: own, before: own, operation: 'DELETE', cluster })).toReport({
      path: '',
      message: /^pulls by digest below "quay\.io\/team"/,
    });
  });

  it('sees the next broader source when one in between is taken away', () => {
    const between = idms('between')
      .mirror('quay.io/team', ['m.io/t'])
      .mirror('quay.io/team/app', ['m.io/app']);
    const cluster = [tags('quay.io', 'm.io')];
    const subject = idms('between').mirror('quay.io/team/app', ['m.io/app']);
    expect(check(rule, { subject, before: between, cluster })).toReport({
      message: /^pulls by tag below "quay\.io\/team\/app" .* those of "quay\.io"/,
    });
  });

  it('has nothing to say where the narrower source has mirrors for both', () => {
    const both = tags('quay.io/team', 'm.io/t');
    expect(
      check(rule, both, { cluster: [digests('quay.io', 'm.io').mirror('quay.io/team', ['m.io/t'])] }),
    ).toReportNothing();
  });

  it('has nothing to say about what was hidden before', () => {
    const cluster = [tags('quay.io/team', 'm.io/t')];
    expect(
      check(rule, {
        subject: digests('quay.io', 'm.io', 'n.io'),
        before: digests('quay.io', 'm.io'),
        cluster,
      }),
    ).toReportNothing();
  });

  it('leaves ports alone: behind one the broader mirrors would make no name', () => {
    expect(
      check(rule, tags('quay.io:443/team', 'm.io/t'), { cluster: [digests('quay.io', 'm.io/q')] }),
    ).toReportNothing();
  });

  it('leaves sources alone that only share letters', () => {
    expect(
      check(rule, tags('quay.io/teams', 'm.io/t'), { cluster: [digests('quay.io/team', 'm.io')] }),
    ).toReportNothing();
  });

  it('suggests no tag mirrors for payload repositories, which clusters pull by digest', () => {
    const cluster = [tags('quay.io', 'm.io')];
    for (const repository of ['quay.io/openshift-release-dev/ocp-release', 'quay.io/openshift/okd-content'])
      expect(check(rule, digests(repository, 'm.io/release'), { cluster })).toReportNothing();
  });

  it('reports hidden digest mirrors of payload repositories', () => {
    const repository = 'quay.io/openshift-release-dev/ocp-release';
    expect(check(rule, tags(repository, 'm.io/release'), { cluster: [digests('quay.io', 'm.io')] })).toReport(
      { message: /^pulls by digest below/ },
    );
  });
});
