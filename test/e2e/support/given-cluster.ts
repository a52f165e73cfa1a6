import { join } from 'node:path';
import { expectSuccess, runCommand } from './run-command.ts';
import { CannotRun, type TestCluster } from './test-cluster.ts';

const crds = join(import.meta.dirname, '..', 'cluster', 'crds');

/**
 * A cluster that the user gave by KUBECONFIG (kind, CRC, OpenShift). It must be able to pull E2E_IMAGE. Where the Machine Config
 * Operator runs, each mirror set that a test stores is rolled out to the nodes, so that has to be allowed in words.
 */
export async function useGivenCluster(): Promise<TestCluster> {
  const image = process.env.E2E_IMAGE;
  if (image === undefined)
    throw new CannotRun('KUBECONFIG is set, but E2E_IMAGE is not: name the image (repository:tag) that this cluster can pull');
  const pools = await runCommand('kubectl', ['get', 'machineconfigpools', '--output=name']);
  if (pools.stdout !== '' && process.env.E2E_DISPOSABLE !== 'yes')
    throw new CannotRun(
      'this cluster has MachineConfigPools: the tests would roll mirrors out to its nodes; set E2E_DISPOSABLE=yes if they may',
    );
  const kind = await runCommand('kubectl', ['get', 'crd', 'imagedigestmirrorsets.config.openshift.io']);
  if (kind.status !== 0) await expectSuccess('kubectl', ['create', '--filename', (await expectSuccess(crds, [])).trim()]);
  return { prefix: [], env: { E2E_IMAGE: image, E2E_PULL_POLICY: 'IfNotPresent' }, close: async () => {} };
}
