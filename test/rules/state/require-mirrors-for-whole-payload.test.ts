import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-mirrors-for-whole-payload.ts';
import { check } from '../../support/check.ts';

describe('require-mirrors-for-whole-payload', () => {
  const repository = 'quay.io/openshift-release-dev';
  const release = idms('release').mirror(`${repository}/ocp-release`, ['m.example.com/release']);
  const components = idms('components').mirror(`${repository}/ocp-v4.0-art-dev`, ['m.example.com/release']);

  it('says which half is missing, and what of it cannot be pulled', () => {
    expect(check(rule, release)).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /cannot pull the components of the release$/,
    });
    expect(check(rule, components)).toReport({ message: /cannot pull the release image itself$/ });
  });

  it('is content with the other half in another object, a broader source, and the next major version', () => {
    expect(check(rule, release, { cluster: [components] })).toReportNothing();
    expect(check(rule, idms('all').mirror('quay.io', ['m.example.com/quay']))).toReportNothing();
    expect(
      check(rule, release.mirror(`${repository}/ocp-v5.0-art-dev`, ['m.example.com/release'])),
    ).toReportNothing();
  });

  it('does not say again what was so before, nor what the rule about removed mirrors says', () => {
    expect(
      check(rule, release.mirror('quay.io/team', ['m.example.com/team']), { before: release }),
    ).toReportNothing();
    expect(
      check(rule, components, { cluster: [release], before: components, operation: 'DELETE' }),
    ).toReportNothing();
  });
});
