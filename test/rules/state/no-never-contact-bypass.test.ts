import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-never-contact-bypass.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

describe('no-never-contact-bypass', () => {
  const never = idms('a').mirror('quay.io', ['m.example.com/quay'], 'NeverContactSource');
  const imageConfig = { insecureRegistries: ['quay.io/team'] };

  it('names the registry that nodes still contact, and the source', () => {
    expect(check(rule, never, { imageConfig })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'nodes would still contact "quay.io/team", without verifying TLS; insecureRegistries exempts it from the NeverContactSource that ImageDigestMirrorSet a sets for "quay.io". ' +
        'Add an entry with NeverContactSource for "quay.io/team"',
    });
  });

  it('accepts a registry that is never contacted itself, or is blocked too', () => {
    const cluster = [idms('b').mirror('quay.io/team', ['m.example.com/team'], 'NeverContactSource')];
    expect(check(rule, never, { imageConfig, cluster })).toReportNothing();
    expect(
      check(rule, never, { imageConfig: { ...imageConfig, blockedRegistries: ['quay.io/team'] } }),
    ).toReportNothing();
  });

  it('accepts the source itself, another port, and a source that nodes may contact', () => {
    expect(
      check(rule, never, { imageConfig: { insecureRegistries: ['quay.io', 'quay.io:5000'] } }),
    ).toReportNothing();
    expect(
      check(rule, idms('a').mirror('quay.io', ['m.example.com/quay']), { imageConfig }),
    ).toReportNothing();
  });

  it('reports the removal of the source that blocked the registry', () => {
    const before = idms('b').mirror('quay.io/team', ['m.example.com/team'], 'NeverContactSource');
    expect(check(rule, before, { imageConfig, cluster: [never], before, operation: 'DELETE' })).toReport({
      path: '',
    });
  });

  it('reports nothing for a stored state', () => {
    const more = never.mirror('ghcr.io/x', ['m.example.com/x']);
    expect(check(rule, more, { imageConfig, before: never })).toReportNothing();
  });

  describe('with drop-ins of MachineConfigs', () => {
    it('names the pool whose nodes have no drop-in that blocks the registry', () => {
      const facts = dropIn(registryTable('quay.io/team', [], 'blocked = true'));
      expect(check(rule, never, { imageConfig, facts })).toReport({
        message: /^nodes in pool master would still contact "quay\.io\/team", without verifying TLS;/,
      });
      const everywhere = dropIn(registryTable('quay.io', [], ''), ['master', 'worker']);
      expect(checkState(rule, { cluster: [never], imageConfig, facts: everywhere })).toReportNothing();
    });

    it('reports a registry that escapes the block of a drop-in', () => {
      const facts = dropIn(registryTable('quay.io', ['m.example.com/quay'], 'blocked = true'));
      expect(checkState(rule, { imageConfig, facts })).toReport({
        path: 'spec.registrySources.insecureRegistries[0]',
        message:
          'nodes in pool worker would still contact "quay.io/team", without verifying TLS; ' +
          'insecureRegistries exempts it from the block that MachineConfig 99-worker-zz sets for "quay.io". ' +
          'Add an entry with NeverContactSource for "quay.io/team"',
      });
    });
  });

  it('reports nothing if another object adds mirrors of the source with a stored bypass', () => {
    const more = idms('b').mirror('quay.io', ['n.example.com/quay'], 'NeverContactSource');
    expect(check(rule, more, { imageConfig, cluster: [never] })).toReportNothing();
  });
});
