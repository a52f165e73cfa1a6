import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import { getObject, kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { getPods } from './support/pods.ts';
import { release, remove } from './support/release.ts';
import { expectSuccess, runCommand } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

const malformed = idms('malformed').mirror('quay.io/team', ['*.example.com']);

/** Every kind that the chart or the pods make, the cluster-wide ones included. */
const kinds = [
  'deployment,service,serviceaccount,configmap,secret,role,rolebinding,poddisruptionbudget,lease,pod,job',
  'clusterrole,clusterrolebinding,validatingwebhookconfiguration,mutatingwebhookconfiguration',
].join(',');

async function objectsOfRelease(): Promise<readonly string[]> {
  const selector = `--selector=app.kubernetes.io/instance=${release}`;
  return (await expectSuccess('kubectl', ['get', kinds, '--namespace', release, selector, '--output=name']))
    .split('\n')
    .filter((name) => name !== '');
}

describe('the life of an installation', () => {
  beforeAll(async () => {
    // From nothing: what earlier tests have installed goes first.
    await runCommand('helm', ['uninstall', release, '--namespace', release, '--wait', '--ignore-not-found']);
    // Every pod of it, those of the hooks included, has to pass the strictest of Kubernetes' own standards.
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await kubectlWith({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: release, labels } }, [
      'apply',
      '--server-side',
    ]);
    await installStandard();
  });
  afterAll(async () => {
    await removeAllMirrorSets();
    // Others mount folders of the node, which that standard forbids.
    await expectSuccess('kubectl', ['label', 'namespace', release, 'pod-security.kubernetes.io/enforce-']);
  });

  it('is complete when helm says so: every pod is ready, and a malformed object is refused at once', async () => {
    const { status } = await getObject<{ status: { readyReplicas: number } }>(
      'deployment',
      release,
      '--namespace',
      release,
    );
    expect(status.readyReplicas).toBe(2);
    expect((await kubectlWith(malformed, ['create'])).stderr).toContain('no-wildcard-mirror');
  });

  it('proves itself by helm test', async () => {
    // Without its log, which Helm 3 asks for after it has removed the pod: the pod succeeds when the refusal is in our words.
    const { status, stdout } = await runCommand('helm', ['test', release, '--namespace', release]);
    expect(stdout).toMatch(/self-test(.|\n)*Phase: +Succeeded/);
    expect(status).toBe(0);
    // The test's account and role were for the test alone.
    expect(await objectsOfRelease()).not.toContainEqual(expect.stringContaining('self-test'));
  });

  it('runs as the image says, without any right that it does not need', async () => {
    const [pod] = await getPods();
    const exec = ['exec', '--namespace', release, pod?.metadata.name ?? '', '--', 'node', '--eval'];
    const look =
      "console.log(process.getuid()); try { require('fs').writeFileSync('/app/x', '') } catch (error) { console.log(error.code) }";
    expect((await kubectl([...exec, look])).stdout).toMatch(/^[1-9][0-9]*\nEROFS\n$/);
  });

  it('takes changed values by helm upgrade, and keeps the CA that the chart knows nothing of', async () => {
    const before = await getObject<Configuration>('validatingwebhookconfiguration', release);
    await installStandard({ 'webhook.timeoutSeconds': 7, replicaCount: 1 });
    const after = await getObject<Configuration>('validatingwebhookconfiguration', release);
    expect(after.webhooks[0]).toMatchObject({
      timeoutSeconds: 7,
      clientConfig: { caBundle: before.webhooks[0]?.clientConfig.caBundle },
    });
    expect(await getObject('deployment', release, '--namespace', release)).toMatchObject({
      status: { readyReplicas: 1 },
    });
    expect((await kubectlWith(malformed, ['create'])).stderr).toContain('no-wildcard-mirror');
  });

  it('leaves a cluster in which mirror sets can be edited, and nothing else', async () => {
    expect(
      (await kubectlWith(idms('kept').mirror('quay.io/team', ['mirror.example.com/team']), ['create']))
        .status,
    ).toBe(0);
    await remove();
    const patch = JSON.stringify([
      { op: 'replace', path: '/spec/imageDigestMirrors/0/mirrors/0', value: 'other.example.com/team' },
    ]);
    expect(
      await kubectl(['patch', 'imagedigestmirrorset', 'kept', '--type=json', `--patch=${patch}`]),
    ).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(await objectsOfRelease()).toEqual([]);
  });
});

describeOnOwnCluster(
  'an installation with everything that is optional',
  "the Prometheus operator's definitions, and Kubernetes 1.30",
  () => {
    afterAll(() =>
      expectSuccess('kubectl', ['delete', 'imagedigestmirrorsets', '--all', '--ignore-not-found']),
    );

    it("meets the real definitions of the Prometheus operator's objects, and is guarded as ever", async () => {
      await installStandard({
        'monitoring.serviceMonitor.enabled': true,
        'monitoring.prometheusRule.enabled': true,
        'monitoring.dashboard.enabled': true,
        'networkPolicy.enabled': true,
        'admissionPolicy.enabled': true,
      });
      const kinds = 'servicemonitor,prometheusrule,networkpolicy,configmap';
      const names = await expectSuccess('kubectl', ['get', kinds, '--namespace', release, '--output=name']);
      for (const kind of [
        'servicemonitor.monitoring.coreos.com',
        'prometheusrule.monitoring.coreos.com',
        'networkpolicy.networking.k8s.io',
      ])
        expect(names).toContain(`${kind}/${release}\n`);
      expect((await kubectlWith(malformed, ['create'])).stderr).toContain('no-wildcard-mirror');
      await remove();
    });
  },
);

interface Configuration {
  readonly webhooks: readonly {
    readonly timeoutSeconds: number;
    readonly clientConfig: { readonly caBundle: string };
  }[];
}
