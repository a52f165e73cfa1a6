import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { askForPods, scaleTo } from './support/pods.ts';
import { release } from './support/release.ts';
import { installStandard } from './support/standard-installation.ts';

const good = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const malformed = idms('team').mirror('quay.io/team', ['*.example.com']);

describe('an installation without a ready pod', () => {
  describe('with failurePolicy Fail', () => {
    beforeAll(() => installStandard().then(() => scaleTo(0)));
    // The pods write their CA to the configurations, so helm restores these first and waits for the pods.
    afterAll(() => askForPods(2).then(() => installStandard()));

    it('denies mirror sets', async () => {
      const { status, stderr } = await kubectlWith(good, ['create']);
      expect(status).toBe(1);
      expect(stderr).toContain('failed calling webhook "mutate.mirrorguard.io"');
    });

    it.each([
      'system:serviceaccount:openshift-cluster-version:default',
      'system:serviceaccount:openshift-machine-config-operator:machine-config-operator',
      'system:serviceaccount:openshift-machine-config-operator:machine-config-controller',
      'system:serviceaccount:kube-system:generic-garbage-collector',
      'system:hosted-cluster-config',
      'system:kas-bootstrap-container',
    ])('exempts %s', async (user) => {
      const asOperator = [`--as=${user}`, '--as-group=system:masters', '--as-group=system:authenticated'];
      expect(await kubectlWith(good, ['create', '--dry-run=server', ...asOperator])).toMatchObject({
        status: 0,
        stderr: '',
      });
    });

    it('allows mirror sets as soon as both configurations are deleted', async () => {
      const removal = ['delete', 'validatingwebhookconfiguration,mutatingwebhookconfiguration', release];
      expect((await kubectl(removal)).status).toBe(0);
      expect(await kubectlWith(good, ['create'])).toMatchObject({ status: 0, stderr: '' });
      await removeAllMirrorSets();
    });
  });

  describe('with failurePolicy Ignore', () => {
    beforeAll(() => installStandard({ 'webhook.failurePolicy': 'Ignore' }).then(() => scaleTo(0)));
    afterAll(() => scaleTo(2));
    afterEach(removeAllMirrorSets);

    it('allows a mirror set without evaluation', async () => {
      expect(await kubectlWith(good, ['create'])).toMatchObject({ status: 0 });
      expect((await kubectl(['get', resources.ImageDigestMirrorSet, 'team'])).status).toBe(0);
    });

    it('leaves malformed objects to the schema of the CRD', async () => {
      const { status, stderr } = await kubectlWith(malformed, ['create']);
      expect(status).toBe(1);
      expect(stderr).toContain('should match');
    });
  });
});
