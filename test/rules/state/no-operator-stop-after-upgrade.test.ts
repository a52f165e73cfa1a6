import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-operator-stop-after-upgrade.ts';
import { check } from '../../support/check.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const releaseImage = `quay.io/openshift-release-dev/ocp-release@${digest}`;
const release = idms('release').mirror('quay.io/openshift-release-dev', ['m.example.com/release']);

describe('no-operator-stop-after-upgrade', () => {
  describe('on 4.20, before the ClusterImagePolicy of the release', () => {
    const world = { imageConfig: { blockedRegistries: ['quay.io'] }, releaseImage, version: '4.20.4' };

    it('warns about a block around the mirrored payload', () => {
      expect(check(rule, release, world)).toReport({
        path: 'spec.imageDigestMirrors[0].source',
        message:
          'blockedRegistries contains "quay.io"; ClusterImagePolicy openshift (assumed) requires signatures for ' +
          '"quay.io/openshift-release-dev/ocp-release". The Machine Config Operator would stop after the upgrade to OpenShift 4.21: ' +
          'could not update policy json with new changes: clusterimagePolicy configured for the scope ' +
          'quay.io/openshift-release-dev/ocp-release is nested inside blockedRegistries. ' +
          'Block narrower registries, or delete the policy before the upgrade',
      });
    });

    it('warns about a mirror that gives no valid image name', () => {
      expect(
        check(
          rule,
          icsp('release').mirror('quay.io/openshift-release-dev/ocp-release', ['mirror.example.com']),
          {
            releaseImage,
            version: '4.20.4',
          },
        ),
      ).toReport({ message: /^mirror "mirror\.example\.com" gives no valid image name; .* OpenShift 4\.21/ });
    });

    it('reports nothing on other releases, for OKD and in hosted clusters', () => {
      expect(check(rule, release, { ...world, version: '4.19.4' })).toReportNothing();
      expect(check(rule, release, { ...world, version: '4.21.4' })).toReportNothing();
      const okd = idms('okd').mirror('quay.io/openshift/okd', ['m.example.com/okd']);
      expect(
        check(rule, okd, { ...world, releaseImage: `quay.io/openshift/okd@${digest}` }),
      ).toReportNothing();
      const platform = { isManaged: false, isHostedGuest: true, isHostingHub: false, isSingleNode: false };
      expect(check(rule, release, { ...world, facts: { platform } })).toReportNothing();
    });
  });

  describe('on 4.22, before the controller merges at its start', () => {
    const imageConfig = { blockedRegistries: ['registry.company.com'] };
    const mirror = idms('release').mirror('registry.company.com/ocp', ['m.example.com/ocp']);
    const world = {
      imageConfig,
      releaseImage: `registry.company.com/ocp/release@${digest}`,
      before: mirror,
      operation: 'DELETE' as const,
    };

    it('warns about a payload that is blocked', () => {
      expect(check(rule, mirror, { ...world, version: '4.22.3' })).toReport({
        message:
          'no location of "registry.company.com/ocp/release" can be used while it is in a blocked registry. The ' +
          'machine-config-controller would not start after the upgrade to OpenShift 4.23 or 5.0: ' +
          'registry registry.company.com is blocked. ' +
          'Mirror the release image, or block narrower registries before the upgrade',
      });
    });

    it('reports nothing about a release image that stops the operator already', () => {
      const unreadable = { ...world, releaseImage: 'not an image', version: '4.22.3' };
      expect(check(rule, mirror, unreadable)).toReportNothing();
    });

    it('reports nothing on 4.21 and 4.23', () => {
      expect(check(rule, mirror, { ...world, version: '4.21.3' })).toReportNothing();
      expect(check(rule, mirror, { ...world, version: '4.23.3' })).toReportNothing();
    });
  });
});
