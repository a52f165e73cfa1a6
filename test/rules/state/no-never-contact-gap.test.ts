import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-never-contact-gap.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

describe('no-never-contact-gap', () => {
  const never = idms('all').mirror('quay.io', ['m.io/quay'], 'NeverContactSource');

  it('names both sources and the object whose policy does not apply', () => {
    expect(check(rule, idms('team').mirror('quay.io/team', ['m.io/team']), { cluster: [never] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'the NeverContactSource that ImageDigestMirrorSet all sets for "quay.io" does not apply to "quay.io/team"; nodes still contact that source. Set it there too',
    });
  });

  it('reports a policy that is added after the narrower source', () => {
    expect(check(rule, never, { cluster: [idms('team').mirror('quay.io/team', ['m.io/team'])] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        /^the NeverContactSource that ImageDigestMirrorSet all sets for "quay\.io" does not apply to "quay\.io\/team";/,
    });
  });

  it('reports nothing if both sources have NeverContactSource, or only the narrower one', () => {
    const inner = idms('team').mirror('quay.io/team', ['m.io/team'], 'NeverContactSource');
    expect(check(rule, inner, { cluster: [never] })).toReportNothing();
    expect(check(rule, inner, { cluster: [idms('all').mirror('quay.io', ['m.io/quay'])] })).toReportNothing();
  });

  it('ignores entries without mirrors, which block nothing', () => {
    expect(check(rule, idms('team').mirror('quay.io/team'), { cluster: [never] })).toReportNothing();
    expect(
      check(rule, idms('team').mirror('quay.io/team', ['m.io/team']), {
        cluster: [idms('all').mirror('quay.io', [], 'NeverContactSource')],
      }),
    ).toReportNothing();
  });

  it('reports nothing for a stored gap', () => {
    const subject = idms('team').mirror('quay.io/team', ['m.io/team', 'n.io/team']);
    expect(
      check(rule, { subject, before: idms('team').mirror('quay.io/team', ['m.io/team']), cluster: [never] }),
    ).toReportNothing();
  });

  describe('with drop-ins of MachineConfigs', () => {
    const team = idms('team').mirror('quay.io/team', ['m.io/team']);

    it('reports a drop-in that escapes NeverContactSource', () => {
      const facts = dropIn(registryTable('quay.io/team', ['m.io/team']));
      expect(checkState(rule, { cluster: [never], facts })).toReport({
        path: 'spec.imageDigestMirrors[0].source',
        message:
          'the NeverContactSource that ImageDigestMirrorSet all sets for "quay.io" does not apply to ' +
          '"quay.io/team" of MachineConfig 99-worker-zz; nodes in pool worker still contact that source. Set ' +
          'blocked = true for it in /etc/containers/registries.conf.d/50-edge.conf',
      });
    });

    it('reports a source that escapes the block of a drop-in', () => {
      const facts = dropIn(registryTable('quay.io', [], 'blocked = true'));
      expect(check(rule, team, { facts })).toReport({
        path: 'spec.imageDigestMirrors[0].source',
        message:
          'the block that MachineConfig 99-worker-zz sets for "quay.io" does not apply to "quay.io/team"; ' +
          'nodes in pool worker still contact that source. Set NeverContactSource there',
      });
    });

    it('reports nothing about pools with a drop-in that blocks the source, or allows the broader one', () => {
      const world = { cluster: [never, team] };
      const everywhere = ['master', 'worker'];
      for (const table of [
        registryTable('quay.io/team', ['m.io/team'], 'blocked = true'),
        registryTable('quay.io'),
      ]) {
        expect(checkState(rule, { ...world, facts: dropIn(table, everywhere) })).toReportNothing();
        expect(checkState(rule, { ...world, facts: dropIn(table) })).toReport({
          message: /; nodes in pool master still contact that source\. Set it there too$/,
        });
      }
    });
  });

  it('reports nothing if another object adds mirrors of the source with a stored gap', () => {
    const cluster = [never, idms('team').mirror('quay.io/team', ['m.io/team'])];
    expect(check(rule, idms('more').mirror('quay.io/team', ['n.io/team']), { cluster })).toReportNothing();
  });
});
