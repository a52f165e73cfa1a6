import { describe, expect, it } from '@jest/globals';
import noUnmirroredPayload from '../../../src/rules/change/no-unmirrored-payload.ts';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-mirrors-for-whole-payload.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

describe('require-mirrors-for-whole-payload', () => {
  const repository = 'quay.io/openshift-release-dev';
  const release = idms('release').mirror(`${repository}/ocp-release`, ['m.example.com/release']);
  const components = idms('components').mirror(`${repository}/ocp-v4.0-art-dev`, ['m.example.com/release']);

  it('names the repository without mirrors, and what nodes cannot pull', () => {
    expect(check(rule, release)).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /cannot pull the components of the release\. Add an entry for /,
    });
    expect(check(rule, components)).toReport({
      message: /cannot pull the release image itself\. Add an entry for /,
    });
  });

  it('accepts the other repository in another object, a broader source, and the next major version', () => {
    expect(check(rule, release, { cluster: [components] })).toReportNothing();
    expect(check(rule, idms('all').mirror('quay.io', ['m.example.com/quay']))).toReportNothing();
    expect(
      check(rule, release.mirror(`${repository}/ocp-v5.0-art-dev`, ['m.example.com/release'])),
    ).toReportNothing();
  });

  it('reports nothing for a stored state', () => {
    expect(
      check(rule, release.mirror('quay.io/team', ['m.example.com/team']), { before: release }),
    ).toReportNothing();
  });

  it('leaves the removal of the mirrors of one repository to no-unmirrored-payload', () => {
    const removal = { cluster: [release], before: components, operation: 'DELETE' as const };
    expect(check(rule, components, removal)).toReportNothing();
    expect(check(noUnmirroredPayload, components, removal)).toReport({
      message: /^this change removes the last mirror of "quay\.io\/openshift-release-dev\/ocp-v4\.0-art-dev"/,
    });
  });

  describe('with drop-ins of MachineConfigs', () => {
    const ofComponents = registryTable(`${repository}/ocp-v4.0-art-dev`, ['m.example.com/release']);

    it('names the pool whose nodes have no drop-in with the other mirrors', () => {
      expect(checkState(rule, { cluster: [release], facts: dropIn(ofComponents) })).toReport({
        message:
          `"${repository}/ocp-release" has mirrors, but "${repository}/ocp-v4.0-art-dev" has none in pool ` +
          'master; a disconnected cluster cannot pull the components of the release. Add an entry for ' +
          `"${repository}/ocp-v4.0-art-dev"`,
      });
      const facts = dropIn(ofComponents, ['master', 'worker']);
      expect(checkState(rule, { cluster: [release], facts })).toReportNothing();
    });

    it('reports a drop-in that removes the mirrors of one repository', () => {
      const facts = dropIn(registryTable(`${repository}/ocp-v4.0-art-dev`));
      expect(checkState(rule, { cluster: [release, components], facts })).toReport({
        message: /has none in pool worker; a disconnected cluster cannot pull the components of the release/,
      });
    });
  });

  it('reports nothing if another object adds mirrors of the mirrored repository', () => {
    const more = idms('more').mirror(`${repository}/ocp-release`, ['n.example.com/release']);
    expect(check(rule, more, { cluster: [release] })).toReportNothing();
  });
});
