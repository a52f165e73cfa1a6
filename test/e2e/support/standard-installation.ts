import { idms } from '../../../src/rules/example.ts';
import { expectEventually } from './eventually.ts';
import { kubectlWith } from './kubectl.ts';
import { areAllThereToStay } from './pods.ts';
import { install, type Values } from './release.ts';

const probe = idms('probe').mirror('quay.io/probe', ['mirror.example.com/probe']);

/**
 * Installs, or brings back to, what most tests start from: the chart as it is, with two replicas that make their certificates themselves.
 *
 * Helm does not wait for what has no status: a webhook configuration that an earlier test has removed comes back without its
 * caBundle, and in some modes it is others who write it. So the API server is asked until it can call the pods. Nor does it wait for
 * pods to be gone.
 */
export async function installStandard(values: Values = {}): Promise<void> {
  await install(values);
  await expectEventually(areAllThereToStay);
  await expectEventually(
    async () =>
      !(await kubectlWith(probe, ['create', '--dry-run=server'])).stderr.includes('failed calling webhook'),
  );
}
