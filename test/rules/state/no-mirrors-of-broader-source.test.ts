import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-mirrors-of-broader-source.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

describe('no-mirrors-of-broader-source', () => {
  const broad = idms('broad').mirror('quay.io', ['all.example.com/quay']);
  const near = idms('near').mirror('quay.io/team', ['m.example.com/team']);
  const imageConfig = { insecureRegistries: ['quay.io/team/lab'] };

  it('names both sources', () => {
    expect(check(rule, near, { imageConfig, cluster: [broad] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'insecure or blocked registry "quay.io/team/lab" gets the mirrors of "quay.io" ' +
        '(ImageDigestMirrorSet broad), not those of "quay.io/team". Add an entry for "quay.io/team/lab"',
    });
    expect(
      check(rule, broad, { imageConfig: { blockedRegistries: ['quay.io/team/lab'] }, cluster: [near] }),
    ).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'insecure or blocked registry "quay.io/team/lab" gets the mirrors of "quay.io", ' +
        'not those of "quay.io/team" (ImageDigestMirrorSet near). Add an entry for "quay.io/team/lab"',
    });
  });

  it('uses a digest source before a tag source, as the operator does', () => {
    const tags = itms('broad').mirror('quay.io', ['all.example.com/quay']);
    expect(check(rule, near, { imageConfig, cluster: [tags] })).toReportNothing();
    const nearTags = itms('near').mirror('quay.io/team', ['m.example.com/team']);
    expect(check(rule, nearTags, { imageConfig, cluster: [broad] })).toReport({});
  });

  it('reports nothing if both have the same mirrors, or if the registry is a source itself', () => {
    const same = idms('near').mirror('quay.io/team', ['all.example.com/quay/team']);
    expect(check(rule, same, { imageConfig, cluster: [broad] })).toReportNothing();
    const own = idms('own').mirror('quay.io/team/lab', ['m.example.com/lab']);
    expect(check(rule, own, { imageConfig, cluster: [broad, near] })).toReportNothing();
  });

  it('reports nothing for a stored state', () => {
    const more = idms('near').mirror('quay.io/team', ['m.example.com/team', 'n.example.com/team']);
    expect(check(rule, more, { imageConfig, cluster: [broad], before: near })).toReportNothing();
  });

  describe('with drop-ins of MachineConfigs', () => {
    it('reports a registry that gets the mirrors of the mirror set instead of those of a drop-in', () => {
      const facts = dropIn(registryTable('quay.io/team', ['m.example.com/team']));
      expect(checkState(rule, { imageConfig, cluster: [broad], facts })).toReport({
        message:
          'insecure or blocked registry "quay.io/team/lab" gets the mirrors of "quay.io" in pool worker, not ' +
          'those of "quay.io/team" (MachineConfig 99-worker-zz). Add an entry for "quay.io/team/lab"',
      });
    });

    it('reports nothing about pools with a drop-in for the registry', () => {
      const table = registryTable('quay.io/team/lab', ['m.example.com/team/lab']);
      const world = { imageConfig, cluster: [broad, near] };
      expect(checkState(rule, { ...world, facts: dropIn(table) })).toReport({
        message:
          /gets the mirrors of "quay\.io" \(ImageDigestMirrorSet broad\) in pool master, not those of "quay\.io\/team"\. Add/,
      });
      expect(checkState(rule, { ...world, facts: dropIn(table, ['master', 'worker']) })).toReportNothing();
    });
  });
});
