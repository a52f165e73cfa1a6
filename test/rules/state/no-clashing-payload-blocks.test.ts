import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-clashing-payload-blocks.ts';
import { check } from '../../support/check.ts';
import { someRelease } from '../../support/cluster.ts';

describe('no-clashing-payload-blocks', () => {
  const release = idms('release').mirror('quay.io/openshift-release-dev', ['m.example.com/release']);
  const blockedRegistries = ['quay.io', 'quay.io/openshift-release-dev'];

  it('names the blocked registries that contain the release image', () => {
    expect(check(rule, release, { imageConfig: { blockedRegistries }, releaseImage: someRelease })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        '"quay.io" and "quay.io/openshift-release-dev" of blockedRegistries contain the mirrored release image; the Machine ' +
        'Config Operator would stop applying mirror changes: "only one of AllowedRegistries or BlockedRegistries may be specified". ' +
        'Keep only the broadest of them',
    });
  });

  it('denies one block together with a list of allowed registries', () => {
    const imageConfig = { blockedRegistries: ['quay.io'], allowedRegistries: ['docker.io'] };
    expect(check(rule, release, { imageConfig, releaseImage: someRelease })).toReport({
      message:
        '"quay.io" of blockedRegistries contains the mirrored release image, and allowedRegistries is set; the Machine ' +
        'Config Operator would stop applying mirror changes: "only one of AllowedRegistries or BlockedRegistries may be specified". ' +
        'Remove one of the lists',
    });
  });

  it('accepts one block, and two if every mirror is inside them', () => {
    expect(
      check(rule, release, {
        imageConfig: { blockedRegistries: ['quay.io', 'docker.io'] },
        releaseImage: someRelease,
      }),
    ).toReportNothing();
    const inside = idms('release').mirror('quay.io/openshift-release-dev', ['quay.io/copies']);
    expect(
      check(rule, inside, { imageConfig: { blockedRegistries }, releaseImage: someRelease }),
    ).toReportNothing();
  });

  it('reports nothing for a clash that was stored before', () => {
    const subject = idms('other').mirror('ghcr.io/team', ['m.example.com/team']);
    expect(
      check(rule, subject, {
        imageConfig: { blockedRegistries },
        releaseImage: someRelease,
        cluster: [release],
      }),
    ).toReportNothing();
  });
});
