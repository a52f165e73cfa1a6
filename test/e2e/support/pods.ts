import { expectEventually } from './eventually.ts';
import { getObject } from './kubectl.ts';
import { release } from './release.ts';
import { expectSuccess } from './run-command.ts';

const selector = 'app.kubernetes.io/component=webhook';

export interface Pod {
  readonly metadata: { readonly name: string; readonly uid: string; readonly deletionTimestamp?: string };
  readonly status: {
    readonly podIP?: string;
    readonly containerStatuses?: readonly { readonly restartCount: number; readonly ready: boolean }[];
  };
}

export async function getPods(): Promise<readonly Pod[]> {
  return (await getObject<{ items: readonly Pod[] }>('pods', '--namespace', release, '--selector', selector))
    .items;
}

/** How often the container of each pod has restarted. */
export async function restartCounts(): Promise<readonly number[]> {
  return (await getPods()).map(restartCountOf);
}

function restartCountOf({ status }: Pod): number {
  return status.containerStatuses?.[0]?.restartCount ?? 0;
}

/** The pod with most recent decisions. The API server reuses connections, so it may have all of them. */
export async function findBusiestPod(): Promise<Pod | undefined> {
  const pods = await getPods();
  const lines = pods.map(async (pod) => {
    const log = await expectSuccess('kubectl', [
      'logs',
      pod.metadata.name,
      '--namespace',
      release,
      '--since=1s',
    ]);
    return { pod, lines: log.split('\n').length };
  });
  return (await Promise.all(lines)).toSorted((a, b) => b.lines - a.lines)[0]?.pod;
}

/** The JSON lines in the logs of all pods: log events and audit records. */
export async function readPodLogs(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const text = await expectSuccess('kubectl', [
    'logs',
    '--namespace',
    release,
    '--selector',
    selector,
    '--tail=-1',
  ]);
  return text
    .split('\n')
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Readonly<Record<string, unknown>>] : []));
}

/** Waits until the rollout of the Deployment is complete. */
export async function untilRolledOut(): Promise<void> {
  await expectSuccess('kubectl', [
    'rollout',
    'status',
    `deployment/${release}`,
    '--namespace',
    release,
    '--timeout=180s',
  ]);
}

/** Waits until the container of a pod has restarted and is ready. */
export async function untilRestarted(pod: Pod | undefined): Promise<void> {
  await expectEventually(async () => {
    const now = (await getPods()).find(({ metadata }) => metadata.uid === pod?.metadata.uid);
    if (pod === undefined || now === undefined) throw new Error('the pod does not exist');
    return restartCountOf(now) > restartCountOf(pod) && now.status.containerStatuses?.[0]?.ready === true;
  });
}

/** Whether no pod is terminating. A draining pod still responds, with its old settings. */
export async function hasNoTerminatingPods(): Promise<boolean> {
  return (await getPods()).every(({ metadata }) => metadata.deletionTimestamp === undefined);
}

/** Scales, and waits until the pods are ready or deleted. */
export async function scaleTo(replicas: number): Promise<void> {
  await scaleDeployment(replicas);
  if (replicas > 0) return await untilRolledOut();
  await expectSuccess('kubectl', [
    'wait',
    'pod',
    '--namespace',
    release,
    '--selector',
    selector,
    '--for=delete',
    '--timeout=180s',
  ]);
}

/** Scales without waiting. */
export async function scaleDeployment(replicas: number): Promise<void> {
  await expectSuccess('kubectl', [
    'scale',
    `deployment/${release}`,
    '--namespace',
    release,
    `--replicas=${replicas}`,
  ]);
}
