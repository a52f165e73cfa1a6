import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { type LoadReport, startLoad } from './support/load.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { findBusiestPod, getPods, type Pod, untilRolledOut } from './support/pods.ts';
import { release } from './support/release.ts';
import { expectSuccess } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

/** Long enough to see that what happened afterwards went well too. */
const afterwardsMs = 2000;

/** Writes without pause while `happen` happens; says how many, since a test that made none would prove nothing. */
async function underLoad(title: string, happen: () => Promise<unknown>): Promise<LoadReport> {
  const load = startLoad();
  await happen();
  await sleep(afterwardsMs);
  const report = await load.stop();
  process.stderr.write(
    `${title}: ${report.answered} writes, ${report.failures.length} failed, slowest ${report.slowestMs} ms\n`,
  );
  expect(report.answered).toBeGreaterThan(50);
  return report;
}

describe('with failurePolicy Fail and a client that never pauses', () => {
  beforeAll(() => installStandard());
  afterEach(removeAllMirrorSets);

  it('a rolling restart fails no write', async () => {
    const { failures } = await underLoad('rolling restart', async () => {
      await expectSuccess('kubectl', ['rollout', 'restart', `deployment/${release}`, '--namespace', release]);
      await untilRolledOut();
    });
    expect(failures).toEqual([]);
  });

  it('an eviction, as of a node that is drained, fails no write', async () => {
    const [pod] = await getPods();
    const { failures } = await underLoad('eviction', async () => {
      const name = pod?.metadata.name;
      const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: release } };
      const path = `/api/v1/namespaces/${release}/pods/${name}/eviction`;
      expect(await kubectlWith(eviction, ['create', '--raw', path])).toMatchObject({ status: 0 });
      await expectSuccess('kubectl', [
        'wait',
        `pod/${name}`,
        '--namespace',
        release,
        '--for=delete',
        '--timeout=60s',
      ]);
      await untilRolledOut();
    });
    expect(failures).toEqual([]);
  });

  it('the disruption budget lets one pod go at a time', async () => {
    const budget = await kubectl([
      'get',
      'poddisruptionbudget',
      release,
      '--namespace',
      release,
      '--output=jsonpath={.status.disruptionsAllowed}',
    ]);
    expect(budget.stdout).toBe('1');
  });
});

describeOnOwnCluster(
  'when the control plane or a pod goes without a word',
  'the processes of the API server and of pods',
  (state) => {
    beforeAll(() => installStandard());
    afterEach(removeAllMirrorSets);

    it('a restart of the API server fails no write that it has answered', async () => {
      const { failures } = await underLoad('API server restart', async () => {
        await expectSuccess(join(import.meta.dirname, 'cluster', 'restart'), ['apiserver']);
        await sleep(afterwardsMs);
      });
      expect(failures).toEqual([]);
    });

    // A connection that is opened between the kill and the news of it is refused: only the API server could try elsewhere, and it does not.
    it('kill -9 of one pod fails only what was on its way to it', async () => {
      let killed: Pod | undefined;
      const { failures, answered } = await underLoad('kill -9', async () => {
        killed = await findBusiestPod();
        process.kill(await processOf(state, killed?.metadata.uid ?? ''), 'SIGKILL');
        await sleep(afterwardsMs);
      });
      const refused = `${killed?.status.podIP}:8443: connect: connection refused`;
      const others = failures.filter(
        (failure) => !/EOF|reset by peer|broken pipe/.test(failure) && !failure.includes(refused),
      );
      expect(others).toEqual([]);
      expect(failures.length).toBeLessThan(answered / 50);
    });
  },
);

/** The process of a pod's container, as the node's containerd knows it. */
async function processOf(state: string, podUid: string): Promise<number> {
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
