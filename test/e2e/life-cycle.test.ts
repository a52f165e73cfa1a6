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

/** Every kind that the chart or the pods create. */
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

describe('the life cycle of an installation', () => {
  beforeAll(async () => {
    // Remove what earlier tests installed.
    await runCommand('helm', ['uninstall', release, '--namespace', release, '--wait', '--ignore-not-found']);
    // All pods, hooks included, must meet the restricted Pod Security Standard.
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await kubectlWith({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: release, labels } }, [
      'apply',
      '--server-side',
    ]);
    await installStandard();
  });
  afterAll(async () => {
    await removeAllMirrorSets();
    // Other tests mount host paths, which that standard denies.
    await expectSuccess('kubectl', ['label', 'namespace', release, 'pod-security.kubernetes.io/enforce-']);
  });

  it('is complete when helm install returns: pods are ready and malformed objects are denied', async () => {
    const { status } = await getObject<{ status: { readyReplicas: number } }>(
      'deployment',
      release,
      '--namespace',
      release,
    );
    expect(status.readyReplicas).toBe(2);
    expect((await kubectlWith(malformed, ['create'])).stderr).toContain('no-wildcard-mirror');
  });

  it('passes helm test', async () => {
    // Without --logs: Helm 3 reads the log after it deletes the pod. The pod verifies the denial message.
    const { status, stdout } = await runCommand('helm', ['test', release, '--namespace', release]);
    expect(stdout).toMatch(/self-test(.|\n)*Phase: +Succeeded/);
    expect(status).toBe(0);
    // Helm deletes the ServiceAccount and the role of the test.
    expect(await objectsOfRelease()).not.toContainEqual(expect.stringContaining('self-test'));
  });

  it('runs as the user of the image on a read-only root file system', async () => {
    const [pod] = await getPods();
    const exec = ['exec', '--namespace', release, pod?.metadata.name ?? '', '--', 'node', '--eval'];
    const look =
      "console.log(process.getuid()); try { require('fs').writeFileSync('/app/x', '') } catch (error) { console.log(error.code) }";
    expect((await kubectl([...exec, look])).stdout).toMatch(/^[1-9][0-9]*\nEROFS\n$/);
  });

  it('applies changed values with helm upgrade and retains the CA', async () => {
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

  it('leaves nothing after helm uninstall, and mirror sets can be changed', async () => {
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
  'an installation with all optional features',
  'the CRDs of the Prometheus operator, and Kubernetes 1.30',
  () => {
    afterAll(() =>
      expectSuccess('kubectl', ['delete', 'imagedigestmirrorsets', '--all', '--ignore-not-found']),
    );

    it('is valid for the CRDs of the Prometheus operator and denies malformed objects', async () => {
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
