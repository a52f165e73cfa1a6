import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-payload-only-policy.ts';
import { check } from '../../support/check.ts';
import { someRelease } from '../../support/cluster.ts';

describe('no-payload-only-policy', () => {
  const repository = 'quay.io/openshift-release-dev/ocp-release';
  const release = idms('release').mirror(repository, ['m.example.com/release']);
  const world = { imageConfig: { blockedRegistries: [repository] }, releaseImage: someRelease };

  it('says that nothing else can be pulled', () => {
    expect(check(rule, release, world)).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /^every node would reject all images except "quay.io\/openshift-release-dev\/ocp-release"/,
    });
  });

  it('accepts another block beside it, a broader one, and mirrors for tags', () => {
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

  it('has nothing to say where the admin allowed the payload alone, or where it was so before', () => {
    const allowed = { imageConfig: { allowedRegistries: [repository] }, releaseImage: someRelease };
    expect(check(rule, release, allowed)).toReportNothing();
    expect(
      check(rule, idms('other').mirror('ghcr.io/team', ['m.example.com/team']), {
        ...world,
        cluster: [release],
      }),
    ).toReportNothing();
  });

  it('needs to know the release image to say it', () => {
    expect(check(rule, release, { imageConfig: world.imageConfig })).toReportNothing();
  });
});
