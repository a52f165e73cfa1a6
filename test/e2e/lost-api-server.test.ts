import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { type ExampleObject, icsp, idms, itms } from '../../src/rules/example.ts';
import { reviewOf } from '../support/review.ts';
import { readGauges } from './support/background.ts';
import { sendReview } from './support/direct-review.ts';
import { expectEventually } from './support/eventually.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAccounts } from './support/metrics.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { getPods, type Pod, readPodLogs, restartCounts } from './support/pods.ts';
import { expectSuccess } from './support/run-command.ts';
import { cutSilently } from './support/silent-cut.ts';
import { installStandard } from './support/standard-installation.ts';

/** A longer outage: `E2E_OUTAGE_SECONDS=300 npm run test:e2e -- lost-api-server`. */
const outageSeconds = Number(process.env.E2E_OUTAGE_SECONDS ?? '15');
/** Includes an installation, which takes a minute on a busy machine. */
const withoutOutageMs = 300_000;
/** Shorter than the outage, so the state becomes too old. */
const maxFactsAgeSeconds = 10;
const restartScript = join(import.meta.dirname, 'cluster', 'restart');

const never = idms('never').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource');
const allow = itms('allow').mirror('quay.io/team', ['a.example.com/team'], 'AllowContactingSource');
const wildcard = idms('wildcard').mirror('quay.io/other', ['*.example.com']);
const conflict = 'no-conflicting-source-policy';
const tooOld = /could not be checked: \w+ is \d+ s old, which is too old to use \(/;

/** Creates a set of each kind, so all watches of mirror sets have just received an event. */
async function storeSets(): Promise<void> {
  const others = [
    itms('other').mirror('quay.io/tags', ['a.example.com/tags']),
    icsp('other').mirror('quay.io/old', ['a.example.com/old']),
  ];
  for (const set of [never, ...others])
    expect(await kubectlWith(set, ['create'])).toMatchObject({ status: 0 });
}

/** The outcome of a write for `rule`, decided by one pod. */
async function outcomeOf(pod: Pod, { kind, name, object }: ExampleObject, rule = conflict) {
  const { allowed, auditAnnotations } = await sendReview(pod, '/validate', reviewOf({ kind, name, object }));
  const has = (key: string) => auditAnnotations[key]?.split(',').includes(rule) === true;
  const evaluation = has('not-evaluated') ? 'not evaluated' : has('denied') ? 'found' : 'passed';
  return `${allowed ? 'allowed' : 'denied'}, ${evaluation}`;
}

async function untilAll(
  pods: readonly Pod[],
  outcome: `${'allowed' | 'denied'}, ${'not evaluated' | 'found' | 'passed'}`,
) {
  for (const pod of pods) await expectEventually(async () => (await outcomeOf(pod, allow)) === outcome);
}

async function healthOf({ status }: Pod, path: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get({ host: status.podIP, port: 8081, path, agent: false }, resolve).on('error', reject);
  const response = await promise;
  response.resume();
  return response.statusCode;
}

/** Waits until exactly one replica has gauges, and they include this line. */
async function untilOneHasGauge(line: string): Promise<void> {
  await expectEventually(async () => {
    const [found = [], ...others] = (await readGauges()).toSorted((a, b) => b.length - a.length);
    return found.includes(line) && others.flat().length === 0;
  });
}

describeOnOwnCluster('pods that lose the API server', 'access to the API server and its network', () => {
  afterAll(async () => {
    await removeAccounts();
    await removeAllMirrorSets();
    await installStandard();
  });

  it(
    'use the last known state in an outage until it is too old, and the stored one afterwards',
    async () => {
      await installStandard({ maxFactsAgeSeconds });
      await storeSets();
      const pods = await getPods();
      expect(pods).toHaveLength(2);
      await untilOneHasGauge('mirrorguard_cluster_entries 3');

      const outage = expectSuccess(restartScript, ['apiserver', String(outageSeconds)]);
      await expectEventually(async () => (await kubectl(['get', '--raw=/readyz'])).status !== 0);
      for (const pod of pods) expect(await outcomeOf(pod, allow)).toBe('denied, found');
      await untilAll(pods, 'allowed, not evaluated');
      for (const pod of pods)
        expect((await sendReview(pod, '/validate', reviewOf(allow))).warnings?.join('\n')).toMatch(tooOld);
      // Rules that need no state still deny, and the kubelet must not restart or drain the pods.
      for (const pod of pods) {
        expect(await outcomeOf(pod, wildcard, 'no-wildcard-mirror')).toBe('denied, found');
        expect([await healthOf(pod, '/livez'), await healthOf(pod, '/readyz')]).toEqual([200, 200]);
      }
      await outage;

      await expectEventually(async () => (await kubectl(['get', '--raw=/readyz'])).status === 0);
      await untilAll(pods, 'denied, found');
      expect(await kubectlWith(allow, ['create'])).toMatchObject({
        status: 1,
        stderr: expect.stringContaining(conflict),
      });
      await expectSuccess('kubectl', ['delete', resources.ImageDigestMirrorSet, never.name]);
      await untilOneHasGauge('mirrorguard_cluster_entries 2');
      expect(await restartCounts()).toEqual([0, 0]);
      await removeAllMirrorSets();
    },
    withoutOutageMs + outageSeconds * 1000,
  );

  it(
    'detect connections that are silently cut, and forget objects that were deleted meanwhile',
    async () => {
      await installStandard({ maxFactsAgeSeconds, policy: { onNotEvaluated: 'deny' } });
      await storeSets();
      await untilOneHasGauge('mirrorguard_cluster_entries 3');
      const pods = await getPods();
      await untilAll(pods, 'denied, found');

      const cut = await cutSilently();
      try {
        const startedMs = performance.now();
        await expectSuccess('kubectl', ['delete', resources.ImageDigestMirrorSet, never.name]);
        await untilAll(pods, 'denied, not evaluated');
        const tookMs = Math.round(performance.now() - startedMs);
        process.stderr.write(`silent cut: the state is too old after ${tookMs} ms\n`);
        expect(tookMs).toBeLessThan(60_000);
        await expectEventually(async () =>
          (await readPodLogs()).some(
            ({ message, resource }) => message === 'Watch failed' && resource === 'imagedigestmirrorsets',
          ),
        );
        expect((await kubectlWith(allow, ['create'])).stderr).toMatch(tooOld);
      } finally {
        await cut.restore();
      }

      const restoredMs = performance.now();
      await untilAll(pods, 'allowed, passed');
      process.stderr.write(
        `silent cut: resumed ${Math.round(performance.now() - restoredMs)} ms after the repair\n`,
      );
      expect(await kubectlWith(allow, ['create'])).toMatchObject({ status: 0 });
      await untilOneHasGauge('mirrorguard_cluster_entries 3');
      expect(await restartCounts()).toEqual([0, 0]);
    },
    withoutOutageMs,
  );
});
