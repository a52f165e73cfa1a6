import { idms } from '../../../src/rules/example.ts';
import { expectEventually } from './eventually.ts';
import { kubectlWith } from './kubectl.ts';
import { hasNoTerminatingPods } from './pods.ts';
import { install, type Values } from './release.ts';

const probe = idms('probe').mirror('quay.io/probe', ['mirror.example.com/probe']);

/**
 * Installs or restores the defaults of the chart, with two replicas in mode self.
 *
 * Helm does not wait for objects without a status: a restored webhook configuration has no caBundle at first. So
 * this waits until the API server can call the pods, and until terminating pods are deleted.
 */
export async function installStandard(values: Values = {}): Promise<void> {
  await install(values);
  await expectEventually(hasNoTerminatingPods);
  await expectEventually(
    async () =>
      !(await kubectlWith(probe, ['create', '--dry-run=server'])).stderr.includes('failed calling webhook'),
  );
}
