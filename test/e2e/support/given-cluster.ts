import { delimiter, join } from 'node:path';
import { buildsOfPrograms, isOnPath } from './programs.ts';
import { release } from './release.ts';
import { expectSuccess, runCommand } from './run-command.ts';
import { CannotRun, type TestCluster } from './test-cluster.ts';

const crds = join(import.meta.dirname, '..', 'cluster', 'crds');
const mirrorSets = 'imagedigestmirrorsets.config.openshift.io';

/** Objects that the tests would change or delete, with the consequence. */
const endangered = [
  ['machineconfigpools', 'mirrors of the tests would be rolled out to nodes'],
  ['imagedigestmirrorsets,imagetagmirrorsets', 'the tests delete all mirror sets'],
  ['imagecontentsourcepolicies', 'the tests delete all mirror sets'],
  [`deployment/${release} --namespace=${release}`, 'the tests change and delete this installation'],
] as const;

/**
 * The cluster of KUBECONFIG (kind, CRC, OpenShift). It must have E2E_IMAGE or be able to pull it. The user must
 * confirm harmful changes.
 */
export async function useGivenCluster(report: (step: string) => void): Promise<TestCluster> {
  const image = process.env.E2E_IMAGE;
  if (image === undefined)
    throw new CannotRun(
      'KUBECONFIG is set, but E2E_IMAGE is not; set it to an image that the cluster can pull',
    );
  // The helm and kubectl of the machine take precedence over those in the cache.
  const path = [process.env.PATH ?? '', buildsOfPrograms].join(delimiter);
  const missing = ['kubectl', 'helm', 'openssl'].filter((program) => !isOnPath(program, path));
  if (missing.length > 0)
    throw new CannotRun(
      `${missing.join(' and ')} not found; install them, or run test/e2e/cluster/build once`,
    );
  const env = { PATH: path };

  const version = await runCommand('kubectl', ['version', '--output=json'], { env });
  if (version.status !== 0)
    throw new CannotRun(`the cluster of KUBECONFIG does not respond: ${version.stderr.trim()}`);
  if (process.env.E2E_DISPOSABLE !== 'yes') await requireConsent(env);
  await installCrds(env);
  report('skipping tests that require access to the machines of the cluster');
  return {
    prefix: [],
    env: { ...env, E2E_IMAGE: image, E2E_PULL_POLICY: 'IfNotPresent' },
    close: async () => {},
  };
}

async function requireConsent(env: Readonly<Record<string, string>>): Promise<void> {
  const found: string[] = [];
  for (const [objects, harm] of endangered) {
    const { stdout } = await runCommand(
      'kubectl',
      ['get', ...objects.split(' '), '--ignore-not-found', '--output=name'],
      { env },
    );
    const [first] = stdout.split('\n');
    if (first) found.push(`${first} (${harm})`);
  }
  if (found.length > 0)
    throw new CannotRun(`this cluster contains ${found.join(', ')}; set E2E_DISPOSABLE=yes to allow this`);
}

/** Installs the CRDs of OpenShift in a plain Kubernetes cluster. */
async function installCrds(env: Readonly<Record<string, string>>): Promise<void> {
  const known = await runCommand('kubectl', ['get', 'crd', mirrorSets], { env });
  if (known.status === 0) return;
  const folder = await runCommand(crds, []);
  if (folder.status !== 0)
    throw new CannotRun(
      `the cluster has no CRD ${mirrorSets}, and downloading it requires Go: ${folder.stderr.trim()}`,
    );
  const files = ['--filename', folder.stdout.trim()];
  await expectSuccess('kubectl', ['apply', '--server-side', ...files], { env });
  await expectSuccess('kubectl', ['wait', '--for=condition=Established', '--timeout=60s', ...files], { env });
}
