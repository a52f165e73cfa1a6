import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-payload-only-policy.ts';
import { check } from '../../support/check.ts';
import { someRelease } from '../../support/cluster.ts';
import { poolFiles } from '../../support/machine-config.ts';

describe('no-payload-only-policy', () => {
  const repository = 'quay.io/openshift-release-dev/ocp-release';
  const release = idms('release').mirror(repository, ['m.example.com/release']);
  const world = { imageConfig: { blockedRegistries: [repository] }, releaseImage: someRelease };

  it('denies a change after which nodes accept only the release image', () => {
    expect(check(rule, release, world)).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /^every node would reject all images except "quay.io\/openshift-release-dev\/ocp-release"/,
    });
  });

  it('accepts a second block, a broader block, and tag mirrors', () => {
    expect(
      check(rule, release, { ...world, imageConfig: { blockedRegistries: [repository, 'docker.io'] } }),
    ).toReportNothing();
    expect(
      check(rule, release, {
        ...world,
        imageConfig: { blockedRegistries: ['quay.io/openshift-release-dev'] },
      }),
    ).toReportNothing();
    expect(
      check(rule, itms('release').mirror(repository, ['m.example.com/release']), world),
    ).toReportNothing();
  });

  it('reports nothing if allowedRegistries names only the release image, and for a stored state', () => {
    const allowed = { imageConfig: { allowedRegistries: [repository] }, releaseImage: someRelease };
    expect(check(rule, release, allowed)).toReportNothing();
    expect(
      check(rule, idms('other').mirror('ghcr.io/team', ['m.example.com/team']), {
        ...world,
        cluster: [release],
      }),
    ).toReportNothing();
  });

  it('names the pools in which no MachineConfig replaces policy.json', () => {
    const accept = JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] });
    const own = (...roles: string[]) => poolFiles({ '/etc/containers/policy.json': accept }, roles);
    expect(check(rule, release, { ...world, facts: own('worker') })).toReport({
      message: /^every node in pool master would reject all images except/,
    });
    expect(check(rule, release, { ...world, facts: own('worker', 'master') })).toReportNothing();
  });

  it('reports nothing if the release image is unknown', () => {
    expect(check(rule, release, { imageConfig: world.imageConfig })).toReportNothing();
  });
});
