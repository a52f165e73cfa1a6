import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { askForPods, scaleTo } from './support/pods.ts';
import { release } from './support/release.ts';
import { installStandard } from './support/standard-installation.ts';

const good = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const malformed = idms('team').mirror('quay.io/team', ['*.example.com']);

describe('while no pod answers', () => {
  describe('and failurePolicy is Fail', () => {
    beforeAll(() => installStandard().then(() => scaleTo(0)));
    // Without the configurations the pods have nowhere to write their CA, so the chart comes first, and helm waits for them.
    afterAll(() => askForPods(2).then(() => installStandard()));

    it('no mirror set can be stored', async () => {
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
    ])('%s is not held up', async (user) => {
      const asOperator = [`--as=${user}`, '--as-group=system:masters', '--as-group=system:authenticated'];
      expect(await kubectlWith(good, ['create', '--dry-run=server', ...asOperator])).toMatchObject({
        status: 0,
        stderr: '',
      });
    });

    it('removing the two configurations opens the gate at once', async () => {
      const rescue = ['delete', 'validatingwebhookconfiguration,mutatingwebhookconfiguration', release];
      expect((await kubectl(rescue)).status).toBe(0);
      expect(await kubectlWith(good, ['create'])).toMatchObject({ status: 0, stderr: '' });
      await removeAllMirrorSets();
    });
  });

  describe('and failurePolicy is Ignore', () => {
    beforeAll(() => installStandard({ 'webhook.failurePolicy': 'Ignore' }).then(() => scaleTo(0)));
    afterAll(() => scaleTo(2));
    afterEach(removeAllMirrorSets);

    it('a mirror set is stored unchecked', async () => {
      expect(await kubectlWith(good, ['create'])).toMatchObject({ status: 0 });
      expect((await kubectl(['get', resources.ImageDigestMirrorSet, 'team'])).status).toBe(0);
    });

    it('a malformed one still meets the definition', async () => {
      const { status, stderr } = await kubectlWith(malformed, ['create']);
      expect(status).toBe(1);
      expect(stderr).toContain('should match');
    });
  });
});
