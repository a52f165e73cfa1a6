import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-tag-mirrors-for-catalog.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, poolFiles, registryTable } from '../../support/machine-config.ts';

describe('require-tag-mirrors-for-catalog', () => {
  const index = 'registry.redhat.io/redhat/redhat-operator-index';

  it('reports the index that has only digest mirrors', () => {
    expect(check(rule, idms('a').mirror('quay.io/a', ['m.io/a']).mirror(index, ['m.io/index']))).toReport({
      path: 'spec.imageDigestMirrors[1].source',
      message: /has no mirror for pulls by tag;/,
    });
    expect(check(rule, icsp('a').mirror(index, ['m.io/index']))).toReport({});
  });

  it('advises what the release has', () => {
    const subject = icsp('a').mirror(index, ['m.io/index']);
    expect(check(rule, subject, { version: '4.12.45' })).toReport({
      message: /name their index by tag\. Name the mirror in the CatalogSource$/,
    });
    expect(check(rule, subject, { version: '4.13.0' })).toReport({
      message: /name their index by tag\. Add the source to an ImageTagMirrorSet$/,
    });
  });

  it('accepts tag mirrors of the index or of a broader source', () => {
    for (const source of [index, 'registry.redhat.io']) {
      const cluster = [itms('tags').mirror(source, ['m.io/tags'])];
      expect(check(rule, idms('a').mirror(index, ['m.io/index']), { cluster })).toReportNothing();
    }
  });

  describe('with files of MachineConfigs', () => {
    const subject = idms('a').mirror(index, ['m.io/index']);

    it('names the pools without tag mirrors if a drop-in of the other pool adds them', () => {
      for (const source of [index, 'registry.redhat.io/redhat'])
        expect(check(rule, subject, { facts: dropIn(registryTable(source, ['m.io/tags'])) })).toReport({
          message:
            /has no mirror for pulls by tag in pool master; .* Add the source to an ImageTagMirrorSet$/,
        });
    });

    it('reports nothing if files of all pools add tag mirrors or remove the mirrors', () => {
      const everywhere = ['master', 'worker'];
      const replaced = poolFiles({ '/etc/containers/registries.conf': registryTable('quay.io') });
      for (const facts of [
        dropIn(registryTable(index, ['m.io/tags']), everywhere),
        dropIn(registryTable(index), everywhere),
        replaced,
      ])
        expect(check(rule, subject, { facts })).toReportNothing();
    });

    it('reports the index of a drop-in with digest mirrors only', () => {
      const digests = registryTable(index, ['m.io/index'], 'mirror-by-digest-only = true');
      expect(checkState(rule, { facts: dropIn(digests) })).toReport({
        path: 'spec.config.storage.files[0].path',
        message:
          `"${index}" has no mirror for pulls by tag in pool worker; CatalogSources usually name their index by ` +
          'tag. Add a mirror for tags to /etc/containers/registries.conf.d/50-edge.conf',
      });
    });
  });

  it('reports nothing for other sources, and for entries without mirrors', () => {
    expect(
      check(rule, idms('a').mirror('registry.redhat.io/redhat', ['m.io/a']).mirror(index)),
    ).toReportNothing();
  });
});
