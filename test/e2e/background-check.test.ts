import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { connectToApi } from '../../src/cluster/client.ts';
import { idms, itms } from '../../src/rules/example.ts';
import { createAuthority } from './support/authority.ts';
import {
  findLeader,
  gaugePrefix,
  gaugesIn,
  hasGauge,
  openReports,
  readGauges,
  readReport,
} from './support/background.ts';
import { expectEventually } from './support/eventually.ts';
import { filesMode, servingName, storeServingCertificate } from './support/files-mode.ts';
import { getObject, kubectl, kubectlWith } from './support/kubectl.ts';
import { getFromPod, removeAccounts, tokenOf } from './support/metrics.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { processOf } from './support/pod-process.ts';
import { getPods, hasNoTerminatingPods, restartCounts, untilRolledOut } from './support/pods.ts';
import { cache } from './support/programs.ts';
import { install, release } from './support/release.ts';
import { expectSuccess } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

const reportCrds = `${cache}/crds/reports`;
const policyReports = 'clusterpolicyreports.wgpolicyk8s.io';

/** Longer than the interval at which a leader renews its Lease and another replica attempts to acquire it. */
const renewalsMs = 7_000;

const never = idms('digests').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource');
const allow = itms('tags').mirror('quay.io/team', ['a.example.com/team'], 'AllowContactingSource');

/** Simulates an outage with failurePolicy Ignore: the API server stores writes without evaluation. */
async function removeWebhooks(): Promise<void> {
  await expectSuccess('kubectl', [
    'delete',
    'validatingwebhookconfiguration,mutatingwebhookconfiguration',
    release,
    '--ignore-not-found',
  ]);
}

/**
 * Replaces the pods by pods without a liveness probe. The kubelet restarts a paused container after about 30 s,
 * and on a slow machine another replica needs longer to take over.
 */
async function removeLivenessProbe(): Promise<void> {
  // Pods of mode self do not become ready without their webhook configurations.
  await installStandard();
  const patch = [{ op: 'remove', path: '/spec/template/spec/containers/0/livenessProbe' }];
  await expectSuccess('kubectl', [
    'patch',
    'deployment',
    release,
    '--namespace',
    release,
    '--type=json',
    `--patch=${JSON.stringify(patch)}`,
  ]);
  await untilRolledOut();
  await expectEventually(hasNoTerminatingPods);
  await removeWebhooks();
}

async function elapsedSeconds(action: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await action();
  return (performance.now() - startedMs) / 1000;
}

describeOnOwnCluster('the background check', 'permission to create the CRDs of reports', (state) => {
  beforeAll(async () => {
    await expectSuccess('kubectl', ['apply', '--server-side', '--filename', reportCrds]);
    await expectSuccess('kubectl', ['wait', '--for=condition=Established', `crd/${openReports}`]);
    await installStandard();
    // Without a change, a leader that started before the CRDs existed would find them at its next check, which can
    // be five minutes later.
    expect((await kubectlWith(never, ['create'])).status).toBe(0);
    await expectEventually(async () => (await readReport()) !== undefined);
    await removeWebhooks();
    await removeAllMirrorSets();
    await expectEventually(() => hasGauge('entries 0'));
  });
  afterEach(async () => {
    await removeAllMirrorSets();
    await expectEventually(() => hasGauge('entries 0'));
  });
  afterAll(async () => {
    await removeAccounts();
    await removeAllMirrorSets();
    await kubectl(['delete', '--filename', reportCrds, '--ignore-not-found']);
    await installStandard();
  });

  it('has gauges in one replica', async () => {
    const [first = [], ...others] = (await readGauges()).toSorted((a, b) => b.length - a.length);
    expect(first).toContain('mirrorguard_cluster_mco_blocked 0');
    expect(first).toContain('mirrorguard_cluster_registries_conf_loadable 1');
    expect(others).toEqual([[]]);
    expect(await findLeader()).toBeDefined();
  });

  it('reports a fault that was stored past the webhook within 10 seconds, and its correction', async () => {
    expect((await kubectlWith(never, ['create'])).status).toBe(0);
    expect((await kubectlWith(allow, ['create'])).status).toBe(0);
    const { metadata } = await getObject<{ readonly metadata: { readonly uid: string } }>(
      resources.ImageDigestMirrorSet,
      'digests',
    );
    const reported = await elapsedSeconds(async () => {
      await expectEventually(() => hasGauge('mco_blocked 1'));
      await expectEventually(async () => (await readReport())?.summary.fail === 1);
      await expectEventually(async () =>
        (await kubectl(['get', 'events.events.k8s.io', '--namespace=default'])).stdout.includes(
          'NoConflictingSourcePolicy',
        ),
      );
    });
    expect(reported).toBeLessThan(10);
    expect(await hasGauge('findings{severity="deny"} 1')).toBe(true);
    const [result] = (await readReport())?.results ?? [];
    expect(result).toMatchObject({
      rule: 'no-conflicting-source-policy',
      result: 'fail',
      severity: 'high',
      resources: [{ name: 'digests', uid: metadata.uid }, { name: 'tags' }],
      properties: { path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy' },
    });
    const description = await expectSuccess('kubectl', [
      'describe',
      resources.ImageDigestMirrorSet,
      'digests',
    ]);
    expect(description).toContain('NoConflictingSourcePolicy');

    await expectSuccess('kubectl', ['delete', resources.ImageTagMirrorSet, 'tags']);
    const corrected = await elapsedSeconds(async () => {
      await expectEventually(() => hasGauge('mco_blocked 0'));
      await expectEventually(async () => (await readReport())?.summary.fail === 0);
    });
    expect(corrected).toBeLessThan(10);
  });

  it('writes a report below 1 MB once for 10,000 entries', async () => {
    const before = await readReport();
    const api = connectToApi();
    const resource = { group: 'config.openshift.io', version: 'v1', plural: 'imagedigestmirrorsets' };
    const sets = Array.from({ length: 5 }, (_, set) => {
      const entries = Array.from({ length: 2000 }, (_entry, entry) => ({
        source: `quay.io/o${set}/r${entry}`,
        mirrors: [`a.example.com/o${set}/r${entry}`],
        // Two entries of each object conflict, which results in 5,000 findings.
        mirrorSourcePolicy: entry % 2 === 0 ? 'NeverContactSource' : 'AllowContactingSource',
      })).map((entry, index, all) => ({ ...entry, source: all[index - (index % 2)]?.source ?? '' }));
      return {
        apiVersion: 'config.openshift.io/v1',
        kind: 'ImageDigestMirrorSet',
        metadata: { name: `large-${set}` },
        spec: { imageDigestMirrors: entries },
      };
    });
    await Promise.all(sets.map((body) => api.customObjects.createClusterCustomObject({ ...resource, body })));
    api.close();
    await expectEventually(() => hasGauge('entries 10000'));
    await expectEventually(async () => ((await readReport())?.summary.fail ?? 0) >= 5000);
    const report = await readReport();
    expect(report?.results).toHaveLength(500);
    expect(Buffer.byteLength(JSON.stringify(report))).toBeLessThan(1_000_000);
    expect((report?.metadata.generation ?? 0) - (before?.metadata.generation ?? 0)).toBe(1);
    // A change that causes the same findings does not write the report.
    await expectSuccess('kubectl', ['label', resources.ImageDigestMirrorSet, '--all', 'seen=yes']);
    await kubectlWith(itms('other').mirror('quay.io/other', ['a.example.com/other']), ['create']);
    await expectEventually(() => hasGauge('entries 10001'));
    expect((await readReport())?.metadata.generation).toBe(report?.metadata.generation);
  });

  it('writes a ClusterPolicyReport where no ClusterReport is served, and deletes it afterwards', async () => {
    await expectSuccess('kubectl', ['delete', 'crd', openReports]);
    await kubectlWith(never, ['create']);
    await kubectlWith(allow, ['create']);
    await expectEventually(async () => (await readReport(policyReports))?.summary.fail === 1);
    await expectSuccess('kubectl', ['apply', '--server-side', '--filename', reportCrds]);
    await expectSuccess('kubectl', ['wait', '--for=condition=Established', `crd/${openReports}`]);
    await expectSuccess('kubectl', ['delete', resources.ImageTagMirrorSet, 'tags']);
    await expectEventually(async () => (await readReport())?.summary.fail === 0);
    await expectEventually(async () => (await readReport(policyReports)) === undefined);
  });

  it('is taken over from a paused leader, which publishes nothing when it resumes', async () => {
    await removeLivenessProbe();
    await expectEventually(() => hasGauge('mco_blocked 0'));
    const paused = await findLeader();
    const other = (await getPods()).find(({ metadata }) => metadata.uid !== paused?.metadata.uid);
    const token = await tokenOf('metrics-reader');
    const gaugesOf = async (pod = paused) => {
      const { body } = await getFromPod({ pod: pod?.metadata.name ?? '', path: '/metrics', token });
      return gaugesIn(body);
    };
    expect(await gaugesOf()).toContain(`${gaugePrefix}mco_blocked 0`);
    const pid = await processOf(state, paused);
    process.kill(pid, 'SIGSTOP');
    try {
      expect((await kubectlWith(never, ['create'])).status).toBe(0);
      expect((await kubectlWith(allow, ['create'])).status).toBe(0);
      await expectEventually(async () => (await findLeader())?.metadata.uid === other?.metadata.uid);
      await expectEventually(async () => (await gaugesOf(other)).includes(`${gaugePrefix}mco_blocked 1`));
      await expectEventually(async () => (await readReport())?.summary.fail === 1);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    // Its watches have not read the new sets yet, so its own result would be that no fault exists.
    expect(await gaugesOf()).toEqual([]);
    const report = await readReport();
    await sleep(renewalsMs);
    expect([await gaugesOf(), (await findLeader())?.metadata.uid]).toEqual([[], other?.metadata.uid]);
    expect(await gaugesOf(other)).toContain(`${gaugePrefix}mco_blocked 1`);
    expect((await readReport())?.metadata).toEqual(report?.metadata);
    expect(await restartCounts()).toEqual([0, 0]);
  });

  it('may write its own report and Events in the namespace default, and no others', async () => {
    const account = `--as=system:serviceaccount:${release}:${release}`;
    const may = async (...request: readonly string[]) =>
      (await kubectl(['auth', 'can-i', ...request, account])).stdout.trim() === 'yes';
    for (const kind of [openReports, policyReports])
      for (const verb of ['get', 'create', 'patch', 'delete']) {
        expect(await may(verb, `${kind}/${release}`)).toBe(true);
        expect(await may(verb, `${kind}/other`)).toBe(false);
      }
    expect(await may('create', 'events.events.k8s.io', '--namespace=default')).toBe(true);
    expect(await may('create', 'events.events.k8s.io', '--namespace=kube-system')).toBe(false);
    expect(await may('list', 'events.events.k8s.io', '--namespace=default')).toBe(false);
  });

  it('runs with certificates of an administrator too', async () => {
    const authority = await createAuthority();
    try {
      await storeServingCertificate(await authority.issue(servingName), authority.certificate);
      await install({ ...filesMode, 'webhook.failurePolicy': 'Ignore' });
      await expectEventually(hasNoTerminatingPods);
      await removeWebhooks();
      expect((await kubectlWith(never, ['create'])).status).toBe(0);
      expect((await kubectlWith(allow, ['create'])).status).toBe(0);
      await expectEventually(() => hasGauge('mco_blocked 1'));
    } finally {
      await authority.close();
    }
  });
});
