import { join } from 'node:path';
import type { Pod } from './pods.ts';
import { expectSuccess } from './run-command.ts';

/**
 * The process id of the container of a pod, from containerd.
 * @param state folder of the cluster
 */
export async function processOf(state: string, pod: Pod | undefined): Promise<number> {
  const podUid = pod?.metadata.uid;
  const containerd = ['--address', join(state, 'containerd', 'containerd.sock'), '--namespace', 'k8s.io'];
  const filter = `labels."io.kubernetes.pod.uid"==${podUid},labels."io.cri-containerd.kind"==container`;
  const ids = (await expectSuccess('ctr', [...containerd, 'containers', 'list', '--quiet', filter]))
    .trim()
    .split('\n');
  const tasks = await expectSuccess('ctr', [...containerd, 'tasks', 'list']);
  for (const line of tasks.split('\n')) {
    const [id = '', pid = ''] = line.split(/\s+/);
    if (ids.includes(id)) return Number(pid);
  }
  throw new Error(`no process of pod ${podUid}:\n${tasks}`);
}
