import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-mirrors-for-both-pulls.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

describe('require-mirrors-for-both-pulls', () => {
  const never = idms('a').mirror('quay.io/x', ['m.io/x'], 'NeverContactSource');
  const tags = itms('t').mirror('quay.io/x', ['m.io/x'], 'NeverContactSource');

  it('names the pulls that fail', () => {
    expect(check(rule, never)).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'pulls of "quay.io/x" by tag would fail; NeverContactSource of this entry blocks the source, and no mirror serves pulls by tag; ' +
        'error: "registry is blocked". Add the source to an ImageTagMirrorSet',
    });
    expect(check(rule, tags)).toReport({ message: /^pulls of "quay\.io\/x" by digest would fail/ });
  });

  it('reports nothing if mirrors serve both pulls', () => {
    expect(check(rule, never, { cluster: [tags] })).toReportNothing();
    expect(check(rule, tags, { cluster: [never] })).toReportNothing();
  });

  it('reports the removal of the tag mirrors', () => {
    expect(check(rule, { subject: tags, before: tags, operation: 'DELETE', cluster: [never] })).toReport({
      path: '',
      message:
        'pulls of "quay.io/x" by tag would fail; NeverContactSource of ImageDigestMirrorSet a blocks the source, and no mirror serves pulls by tag; ' +
        'error: "registry is blocked". Add the source to an ImageTagMirrorSet',
    });
  });

  it('reports nothing if nodes may contact the source', () => {
    expect(check(rule, idms('a').mirror('quay.io/x', ['m.io/x']))).toReportNothing();
    expect(check(rule, icsp('a').mirror('quay.io/x', ['m.io/x']))).toReportNothing();
  });

  it('reports nothing for a policy without mirrors, which blocks nothing', () => {
    expect(check(rule, idms('a').mirror('quay.io/x', [], 'NeverContactSource'))).toReportNothing();
  });

  it('names only the entries that block the source', () => {
    const cluster = [idms('allows').mirror('quay.io/x', ['m.io/x'])];
    expect(check(rule, never, { cluster })).toReport({
      message: /NeverContactSource of this entry blocks the source,/,
    });
  });

  it('reports nothing for pulls that failed before', () => {
    const subject = idms('a').mirror('quay.io/x', ['m.io/x', 'n.io/x'], 'NeverContactSource');
    expect(check(rule, { subject, before: never })).toReportNothing();
  });

  it('requires no tag mirrors for payload repositories, which clusters pull by digest', () => {
    for (const source of ['quay.io/openshift-release-dev/ocp-release', 'quay.io/okd/scos-content'])
      expect(check(rule, idms('a').mirror(source, ['m.io/x'], 'NeverContactSource'))).toReportNothing();
  });

  it('requires digest mirrors for payload repositories', () => {
    const source = 'quay.io/openshift-release-dev/ocp-release';
    expect(check(rule, itms('a').mirror(source, ['m.io/x'], 'NeverContactSource'))).toReport({
      message: /by digest would fail/,
    });
  });

  describe('with drop-ins of MachineConfigs', () => {
    it('names the pools without a drop-in that serves the other pulls, or allows the source', () => {
      const everywhere = ['master', 'worker'];
      for (const table of [
        registryTable('quay.io/x', ['m.io/x'], 'blocked = true'),
        registryTable('quay.io/x'),
      ]) {
        expect(checkState(rule, { cluster: [never], facts: dropIn(table) })).toReport({
          message: /^pulls of "quay\.io\/x" by tag in pool master would fail; NeverContactSource of /,
        });
        expect(checkState(rule, { cluster: [never], facts: dropIn(table, everywhere) })).toReportNothing();
      }
    });

    it('reports a drop-in that blocks a source and serves one kind of pulls', () => {
      const table = `${registryTable('quay.io/y', ['m.io/y'], 'blocked = true')}pull-from-mirror = "digest-only"\n`;
      expect(checkState(rule, { facts: dropIn(table) })).toReport({
        path: 'spec.config.storage.files[0].path',
        message:
          'pulls of "quay.io/y" by tag in pool worker would fail; MachineConfig 99-worker-zz blocks the source, ' +
          'and no mirror serves pulls by tag; error: "registry is blocked". Add a mirror for them to ' +
          '/etc/containers/registries.conf.d/50-edge.conf',
      });
      const blocked = registryTable('quay.io/y', [], 'blocked = true');
      expect(checkState(rule, { facts: dropIn(blocked) })).toReportNothing();
    });
  });

  it('reports nothing if another object blocks the source with the same mirrors', () => {
    const more = idms('more').mirror('quay.io/x', ['m.io/x'], 'NeverContactSource');
    expect(check(rule, more, { cluster: [never] })).toReportNothing();
  });
});
