import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { expectEventually } from './support/eventually.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { clients, type Load, type LoadReport, startLoad } from './support/load.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { processOf } from './support/pod-process.ts';
import { findBusiestPod, getPods, type Pod, untilRestarted, untilRolledOut } from './support/pods.ts';
import { release } from './support/release.ts';
import { expectSuccess } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

/** Time to verify that later writes succeed too. */
const afterwardsMs = 2000;

/** Writes continuously during `happen`. Returns the number of writes, because zero writes prove nothing. */
async function underLoad(title: string, happen: (load: Load) => Promise<unknown>): Promise<LoadReport> {
  const load = startLoad();
  await happen(load);
  await sleep(afterwardsMs);
  // On a slow machine, it takes longer until enough writes are complete.
  await expectEventually(async () => {
    await sleep(100);
    return load.answered() > 50;
  });
  const report = await load.stop();
  process.stderr.write(
    `${title}: ${report.answered} writes, ${report.failures.length} failed, slowest ${report.slowestMs} ms\n`,
  );
  expect(report.answered).toBeGreaterThan(50);
  return report;
}

describe('with failurePolicy Fail and continuous writes', () => {
  beforeAll(() => installStandard());
  afterEach(removeAllMirrorSets);

  it('has no failed write during a rolling restart', async () => {
    const { failures } = await underLoad('rolling restart', async () => {
      await expectSuccess('kubectl', ['rollout', 'restart', `deployment/${release}`, '--namespace', release]);
      await untilRolledOut();
    });
    expect(failures).toEqual([]);
  });

  it('has no failed write during the eviction of a pod', async () => {
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
        '--timeout=180s',
      ]);
      await untilRolledOut();
    });
    expect(failures).toEqual([]);
  });

  it('allows the eviction of one pod at a time', async () => {
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
  'a failure of the API server or of a pod',
  'access to the processes of the API server and of pods',
  (state) => {
    beforeAll(() => installStandard());
    afterEach(removeAllMirrorSets);

    it('fails no write that a restarted API server responds to', async () => {
      const { failures } = await underLoad('API server restart', async () => {
        await expectSuccess(join(import.meta.dirname, 'cluster', 'restart'), ['apiserver']);
        await sleep(afterwardsMs);
      });
      expect(failures).toEqual([]);
    });

    // The API server does not retry on another pod if the killed pod does not accept a connection.
    it('fails requests of a killed pod only until it runs again', async () => {
      let killed: Pod | undefined;
      let failedUntilReady = 0;
      const { failures } = await underLoad('kill -9', async (load) => {
        killed = await findBusiestPod();
        process.kill(await processOf(state, killed), 'SIGKILL');
        await untilRestarted(killed);
        failedUntilReady = load.failed();
        await sleep(afterwardsMs);
      });
      expect(failures.slice(failedUntilReady)).toEqual([]);
      const noConnection = `${killed?.status.podIP}:8443: connect: connection refused`;
      const inFlight = failures.filter((failure) => !failure.includes(noConnection));
      expect(inFlight.filter((failure) => !/EOF|reset by peer|broken pipe/.test(failure))).toEqual([]);
      // A client has one request in flight, and can send another one before the API server knows that its connection
      // is closed.
      expect(inFlight.length).toBeLessThanOrEqual(2 * clients);
    });
  },
);
