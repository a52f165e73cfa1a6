import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { render } from '../charts/render.ts';
import { createAuthority } from './support/authority.ts';
import { expectEventually } from './support/eventually.ts';
import { getObject, kubectl, kubectlWith } from './support/kubectl.ts';
import { getFromPod, removeAccounts, tokenOf } from './support/metrics.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { getPods } from './support/pods.ts';
import { install, release } from './support/release.ts';
import { expectSuccess } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

interface ClusterRole {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly rules: readonly object[];
}

interface ServiceMonitor {
  readonly spec: {
    readonly endpoints: readonly {
      readonly tlsConfig: {
        readonly serverName: string;
        readonly ca: { readonly secret: { readonly name: string; readonly key: string } };
      };
    }[];
  };
}

const firstPod = async () => (await getPods())[0]?.metadata.name ?? '';

describe('the metrics listener', () => {
  let pod: string;
  let reader: string;
  let withoutRight: string;
  beforeAll(async () => {
    await installStandard();
    pod = await firstPod();
    [reader, withoutRight] = await Promise.all([tokenOf('metrics-reader'), tokenOf('without-right')]);
  });

  afterAll(removeAccounts);

  it.each(['/metrics', '/readyz?verbose'])('requires a token for %s', async (path) => {
    for (const token of [undefined, 'wrong', `${reader.slice(0, -8)}AAAAAAAA`])
      expect(await getFromPod({ pod, path, ...(token === undefined ? {} : { token }) })).toEqual({
        status: 401,
        body: 'mirrorguard: a valid bearer token of this cluster is required\n',
      });
  });

  it.each(['/metrics', '/readyz?verbose'])('denies %s without the permission', async (path) => {
    expect(await getFromPod({ pod, path, token: withoutRight })).toEqual({
      status: 403,
      body: 'mirrorguard: user "system:serviceaccount:default:e2e-without-right" may not get path "/metrics"\n',
    });
  });

  it('serves both with the permission', async () => {
    const metrics = await getFromPod({ pod, path: '/metrics', token: reader });
    expect(metrics.status).toBe(200);
    expect(metrics.body).toContain('\nmirrorguard_ready 1\n');
    expect(metrics.body).toMatch(/\nmirrorguard_metrics_requests_total\{result="forbidden"\} 2\n/);
    const readiness = await getFromPod({ pod, path: '/readyz?verbose', token: reader });
    expect(readiness.status).toBe(200);
    expect(readiness.body).toMatch(/^\[\+\]facts ok: /m);
  });

  it('denies a user whose permission is withdrawn, after 10 seconds at most', async () => {
    await expectSuccess('kubectl', ['delete', 'clusterrolebinding', 'e2e-metrics-reader']);
    const startedMs = performance.now();
    const status = async () => (await getFromPod({ pod, path: '/metrics', token: reader })).status;
    await expectEventually(async () => (await status()) === 403);
    expect(performance.now() - startedMs).toBeLessThan(12_000);
    await tokenOf('metrics-reader');
    await expectEventually(async () => (await status()) === 200);
  });

  it('leaves the health port without metrics and reasons', async () => {
    const get = (path: string) =>
      kubectl(['get', '--raw', `/api/v1/namespaces/${release}/pods/${pod}:8081/proxy${path}`]);
    expect((await get('/livez')).stdout).toBe('ok\n');
    expect((await get('/readyz?verbose')).stdout).toBe('ok\n');
    expect(await get('/metrics')).toMatchObject({ status: 1, stdout: '' });
  });

  it('responds with 503 if the pods may not review tokens', async () => {
    const { rules, metadata, ...rest } = await getObject<ClusterRole>('clusterrole', release);
    const { uid: _uid, resourceVersion: _version, managedFields: _fields, ...kept } = metadata;
    const without = rules.filter((rule) => !JSON.stringify(rule).includes('tokenreviews'));
    // Helm must stay the owner of the fields, or the next upgrade has a conflict.
    const asHelm = ['apply', '--server-side', '--field-manager=helm'];
    const setRules = async (value: readonly object[]) => {
      const role = { ...rest, metadata: kept, rules: value };
      expect(await kubectlWith(role, asHelm)).toMatchObject({ status: 0 });
    };
    await setRules(without);
    const token = await tokenOf('metrics-reader');
    const response = () => getFromPod({ pod, path: '/metrics', token });
    await expectEventually(async () => (await response()).status === 503);
    await setRules(rules);
    await expectEventually(async () => (await response()).status === 200);
  });
});

describeOnOwnCluster('the ServiceMonitor', 'the CRDs of the Prometheus operator', () => {
  afterAll(async () => {
    await removeAccounts();
    await installStandard();
  });

  it('has the CA and the name with which Prometheus verifies the listener', async () => {
    await install({ 'monitoring.serviceMonitor.enabled': true });
    const { spec } = await getObject<ServiceMonitor>('servicemonitor', release, '--namespace', release);
    const [{ tlsConfig } = { tlsConfig: undefined }] = spec.endpoints;
    expect(tlsConfig?.serverName).toBe(`${release}.${release}.svc`);
    const { name = '', key = '' } = tlsConfig?.ca.secret ?? {};
    const { data } = await getObject<{ readonly data: Readonly<Record<string, string>> }>(
      'secret',
      name,
      '--namespace',
      release,
    );
    const ca = Buffer.from(data[key] ?? '', 'base64').toString();
    const token = await tokenOf('metrics-reader');
    expect((await getFromPod({ pod: await firstPod(), path: '/metrics', token, ca })).status).toBe(200);
    const other = await createAuthority();
    const response = getFromPod({ pod: await firstPod(), path: '/metrics', token, ca: other.certificate });
    await expect(response).rejects.toThrow(/certificate/);
    await other.close();
  });

  it.each(['openshift', 'cert-manager', 'files'])('is valid in mode %s', async (mode) => {
    const values = { 'monitoring.serviceMonitor.enabled': true, 'certificates.mode': mode };
    const monitors = render({ values }).filter(({ kind }) => kind === 'ServiceMonitor');
    expect(monitors).toHaveLength(1);
    for (const monitor of monitors) {
      const { stderr, status } = await kubectlWith(monitor, [
        'apply',
        '--server-side',
        '--force-conflicts',
        '--dry-run=server',
        '--validate=strict',
      ]);
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    }
  });
});
