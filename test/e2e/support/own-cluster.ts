import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { buildsOfPrograms, cache, isOnPath } from './programs.ts';
import { expectSuccess, runOnTerminal } from './run-command.ts';
import { CannotRun, type TestCluster } from './test-cluster.ts';

const scripts = join(import.meta.dirname, '..', 'cluster');
const project = join(import.meta.dirname, '..', '..', '..');
const state = process.env.E2E_STATE ?? '/tmp/mirrorguard-e2e';
const ownerFile = `${state}.owner`;
const network = process.env.E2E_NETNS ?? 'mirrorguard-e2e';
const image = { repository: 'localhost/mirrorguard', tag: 'e2e' };
const programs = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'kubectl',
  'etcd',
  'helm',
  'cert-manager',
];

/** Requirements that this machine does not meet. */
function missingHere(): readonly string[] {
  const isBuilt = programs.every((program) => existsSync(join(buildsOfPrograms, program)));
  return [
    ...(process.platform === 'linux' ? [] : ['Linux']),
    ...(process.getuid?.() === 0 ? [] : ['root']),
    ...(isBuilt || isOnPath('go') ? [] : ['Go (to build Kubernetes once)']),
    ...(isOnPath('apt-get') || isOnPath('containerd') ? [] : ['Debian, or containerd, runc and buildah']),
  ];
}

/** Two runs cannot share a cluster. The remains of a killed run are replaced. */
function claim(): void {
  const other = existsSync(ownerFile) ? Number(readFileSync(ownerFile, 'utf8')) : 0;
  if (other !== process.pid && other !== 0 && isAlive(other))
    throw new CannotRun(
      `process ${other} uses the cluster in ${state}; wait for it, or set E2E_STATE and E2E_NETNS`,
    );
  writeFileSync(ownerFile, String(process.pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Builds the image from the Dockerfile and starts a one-node cluster with it. */
export async function startOwnCluster(report: (step: string) => void): Promise<TestCluster> {
  const missing = missingHere();
  if (missing.length > 0)
    throw new CannotRun(
      `cannot create a cluster: requires ${missing.join(', ')}; or set KUBECONFIG to a test cluster`,
    );
  claim();
  const close = async () => {
    report('stopping the cluster');
    await run('down');
    rmSync(ownerFile);
  };
  try {
    return { ...(await build(report)), close };
  } catch (error) {
    // Delete the incomplete cluster before the error is reported.
    await close();
    throw error;
  }
}

async function run(script: string, ...args: readonly string[]): Promise<void> {
  const status = await runOnTerminal(join(scripts, script), args);
  if (status !== 0) throw new CannotRun(`test/e2e/cluster/${script} failed with status ${status}`);
}

async function build(report: (step: string) => void): Promise<Omit<TestCluster, 'close'>> {
  report('building missing programs (about 14 minutes for all)');
  await run('build');
  report('building the image from the Dockerfile');
  const archive = join(cache, 'mirrorguard.tar');
  await run(
    'image',
    `${image.repository}:${image.tag}`,
    archive,
    project,
    '--build-arg',
    'NODE_IMAGE=localhost/node:24',
  );
  report('starting the cluster');
  const kubeconfig = (await expectSuccess(join(scripts, 'up'), [])).trim();
  await run('load', archive);
  return {
    prefix: ['nsenter', `--net=/var/run/netns/${network}`],
    env: {
      KUBECONFIG: kubeconfig,
      PATH: `${buildsOfPrograms}${delimiter}${process.env.PATH}`,
      E2E_OWN_CLUSTER: state,
      E2E_IMAGE: `${image.repository}:${image.tag}`,
      E2E_IMAGE_ARCHIVE: archive,
      E2E_PULL_POLICY: 'Never',
    },
  };
}
