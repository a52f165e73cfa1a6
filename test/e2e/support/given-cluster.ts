import { delimiter, join } from 'node:path';
import { buildsOfPrograms, isOnPath } from './programs.ts';
import { release } from './release.ts';
import { expectSuccess, runCommand } from './run-command.ts';
import { CannotRun, type TestCluster } from './test-cluster.ts';

const crds = join(import.meta.dirname, '..', 'cluster', 'crds');
const mirrorSets = 'imagedigestmirrorsets.config.openshift.io';

/** What tests would take away from somebody, or do to nodes: a kind of object, and what becomes of it. */
const inDanger = [
  ['machineconfigpools', 'mirrors that the tests store would be rolled out to its nodes'],
  ['imagedigestmirrorsets,imagetagmirrorsets', 'the tests remove all mirror sets'],
  ['imagecontentsourcepolicies', 'the tests remove all mirror sets'],
  [`deployment/${release} --namespace=${release}`, 'the tests change and remove this installation'],
] as const;

/**
 * A cluster that the user gave by KUBECONFIG (kind, CRC, OpenShift). It must have E2E_IMAGE, or be able to pull it. What would be harmed
 * has to be allowed in words.
 */
export async function useGivenCluster(say: (step: string) => void): Promise<TestCluster> {
  const image = process.env.E2E_IMAGE;
  if (image === undefined)
    throw new CannotRun(
      'KUBECONFIG is set, but E2E_IMAGE is not: name the image (repository:tag) that this cluster has or can pull',
    );
  // The suite's own helm and kubectl, where they were built, stand behind those of the machine.
  const path = [process.env.PATH ?? '', buildsOfPrograms].join(delimiter);
  const missing = ['kubectl', 'helm', 'openssl'].filter((program) => !isOnPath(program, path));
  if (missing.length > 0)
    throw new CannotRun(
      `${missing.join(' and ')} cannot be found: install what is missing, or run test/e2e/cluster/build once`,
    );
  const env = { PATH: path };

  const version = await runCommand('kubectl', ['version', '--output=json'], { env });
  if (version.status !== 0)
    throw new CannotRun(`the cluster of KUBECONFIG does not answer: ${version.stderr.trim()}`);
  if (process.env.E2E_DISPOSABLE !== 'yes') await refuseDanger(env);
  await installDefinitions(env);
  say('this cluster was given: tests that need a hand on its machines are left out, and say so');
  return {
    prefix: [],
    env: { ...env, E2E_IMAGE: image, E2E_PULL_POLICY: 'IfNotPresent' },
    close: async () => {},
  };
}

async function refuseDanger(env: Readonly<Record<string, string>>): Promise<void> {
  const found: string[] = [];
  for (const [objects, harm] of inDanger) {
    const { stdout } = await runCommand(
      'kubectl',
      ['get', ...objects.split(' '), '--ignore-not-found', '--output=name'],
      { env },
    );
    const [first] = stdout.split('\n');
    if (first) found.push(`${first} (${harm})`);
  }
  if (found.length > 0)
    throw new CannotRun(`this cluster has ${found.join(', ')}; set E2E_DISPOSABLE=yes if that may be`);
}

/** Plain Kubernetes knows none of OpenShift's kinds: they are brought along. */
async function installDefinitions(env: Readonly<Record<string, string>>): Promise<void> {
  const known = await runCommand('kubectl', ['get', 'crd', mirrorSets], { env });
  if (known.status === 0) return;
  const folder = await runCommand(crds, []);
  if (folder.status !== 0)
    throw new CannotRun(
      `this cluster has no ${mirrorSets}, and the definitions cannot be fetched without Go: ${folder.stderr.trim()}`,
    );
  const files = ['--filename', folder.stdout.trim()];
  await expectSuccess('kubectl', ['apply', '--server-side', ...files], { env });
  await expectSuccess('kubectl', ['wait', '--for=condition=Established', '--timeout=60s', ...files], { env });
}
