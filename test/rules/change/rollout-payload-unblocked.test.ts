import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-payload-unblocked.ts';
import { idms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';
import { someRelease } from '../../support/cluster.ts';
import { poolFiles } from '../../support/machine-config.ts';

describe('rollout-payload-unblocked', () => {
  const release = idms('release').mirror('quay.io/openshift-release-dev', ['m.example.com/release']);
  const world = { imageConfig: { blockedRegistries: ['quay.io'] }, releaseImage: someRelease };

  it('reports a deleted last mirror, and one that is moved into the block', () => {
    expect(check(rule, release, { ...world, before: release, operation: 'DELETE' })).toReport({
      path: '',
      message:
        'this change unblocks "quay.io" although blockedRegistries lists it; the release image would have no mirror elsewhere, and the operator never blocks its own release image. ' +
        'Keep a mirror outside of all blocked registries',
    });
    const moved = idms('release').mirror('quay.io/openshift-release-dev', ['quay.io/copies']);
    expect(check(rule, moved, { ...world, before: release })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
    });
  });

  it('names the pools in which MachineConfigs do not replace both files', () => {
    const conf = { '/etc/containers/registries.conf': 'unqualified-search-registries = []' };
    const policy = { '/etc/containers/policy.json': '{"default": [{"type": "insecureAcceptAnything"}]}' };
    const deletion = { ...world, before: release, operation: 'DELETE' as const };
    const worker = poolFiles({ ...conf, ...policy }, ['worker']);
    expect(check(rule, release, { ...deletion, facts: worker })).toReport({
      message: /^this change unblocks "quay\.io" in pool master although blockedRegistries lists it;/,
    });
    const everywhere = poolFiles({ ...conf, ...policy });
    expect(check(rule, release, { ...deletion, facts: everywhere })).toReportNothing();
  });

  it('reports nothing while another mirror is left, and for blocks that do not contain the release image', () => {
    const other = idms('other').mirror('quay.io/openshift-release-dev/ocp-release', [
      'n.example.com/release',
    ]);
    expect(
      check(rule, release, { ...world, before: release, operation: 'DELETE', cluster: [other] }),
    ).toReportNothing();
    const elsewhere = { ...world, imageConfig: { blockedRegistries: ['docker.io'] } };
    expect(check(rule, release, { ...elsewhere, before: release, operation: 'DELETE' })).toReportNothing();
  });

  it('reports nothing if the block was not effective before', () => {
    expect(
      check(rule, idms('other').mirror('ghcr.io/team', ['m.example.com/team']), world),
    ).toReportNothing();
  });
});
