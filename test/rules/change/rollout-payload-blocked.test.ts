import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-payload-blocked.ts';
import { idms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';
import { someRelease } from '../../support/cluster.ts';
import { poolFiles } from '../../support/machine-config.ts';

describe('rollout-payload-blocked', () => {
  const release = idms('release').mirror('quay.io/openshift-release-dev', ['m.example.com/release']);
  const world = { imageConfig: { blockedRegistries: ['quay.io'] }, releaseImage: someRelease };

  it('reports that the first mirror makes the block effective', () => {
    expect(check(rule, release, world)).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'this change blocks "quay.io" on all nodes: blockedRegistries lists it, and the release image now has a mirror. Only the repository of the release image stays allowed. ' +
        'Set NeverContactSource instead of the block if images are still pulled from there',
    });
  });

  it('names the pools in which MachineConfigs do not replace both files', () => {
    const conf = { '/etc/containers/registries.conf': 'unqualified-search-registries = []' };
    const policy = { '/etc/containers/policy.json': '{"default": [{"type": "insecureAcceptAnything"}]}' };
    const own = (files: object, ...roles: string[]) => poolFiles({ ...files }, roles);
    expect(check(rule, release, { ...world, facts: own({ ...conf, ...policy }, 'worker') })).toReport({
      message: /^this change blocks "quay\.io" on nodes in pool master: blockedRegistries/,
    });
    expect(check(rule, release, { ...world, facts: own(conf, 'worker', 'master') })).toReport({
      message: /^this change blocks "quay\.io" on all nodes:/,
    });
    const everywhere = own({ ...conf, ...policy }, 'worker', 'master');
    expect(check(rule, release, { ...world, facts: everywhere })).toReportNothing();
  });

  it('reports nothing for further mirrors, mirrors inside the block, and other blocks', () => {
    const second = idms('second').mirror('quay.io/openshift-release-dev', ['n.example.com/release']);
    expect(check(rule, second, { ...world, cluster: [release] })).toReportNothing();
    expect(
      check(rule, idms('a').mirror('quay.io/openshift-release-dev', ['quay.io/copies']), world),
    ).toReportNothing();
    expect(
      check(rule, release, { ...world, imageConfig: { blockedRegistries: ['docker.io'] } }),
    ).toReportNothing();
  });

  it('reports nothing if nodes reject all other images or the operator stops, which other rules report', () => {
    const repository = 'quay.io/openshift-release-dev/ocp-release';
    expect(
      check(rule, release, { ...world, imageConfig: { blockedRegistries: [repository] } }),
    ).toReportNothing();
    expect(
      check(rule, release, { ...world, imageConfig: { blockedRegistries: [repository, 'quay.io'] } }),
    ).toReportNothing();
  });
});
