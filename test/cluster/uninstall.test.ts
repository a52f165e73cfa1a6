import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { uninstall } from '../../src/cluster/uninstall.ts';
import { untilTrue } from '../support/until-true.ts';
import { FakeApi } from './fake-api.ts';

const installation = {
  namespace: 'guard',
  deployment: 'mirrorguard',
  podSelector: 'app=mirrorguard',
  webhookConfiguration: 'mirrorguard',
  caSecret: 'mirrorguard-ca',
  lease: 'mirrorguard',
};

const admission = '/apis/admissionregistration.k8s.io/v1';
const validating = `${admission}/validatingwebhookconfigurations/mirrorguard`;
const mutating = `${admission}/mutatingwebhookconfigurations/mirrorguard`;
const deployment = '/apis/apps/v1/namespaces/guard/deployments/mirrorguard';
const pods = '/api/v1/namespaces/guard/pods';
const secret = '/api/v1/namespaces/guard/secrets/mirrorguard-ca';
const lease = '/apis/coordination.k8s.io/v1/namespaces/guard/leases/mirrorguard';
const checkLease = `${lease}-check`;

const reports = [
  '/apis/openreports.io/v1alpha1/clusterreports/mirrorguard',
  '/apis/wgpolicyk8s.io/v1alpha2/clusterpolicyreports/mirrorguard',
];

const clientConfig = { service: { name: 'mirrorguard', namespace: 'guard' } };
const webhook = (name: string) => ({ name, clientConfig, failurePolicy: 'Fail' });

let api: FakeApi;
let steps: string[];

beforeEach(async () => {
  api = await new FakeApi().start();
  steps = [];
  api.put(validating, { webhooks: [webhook('one'), webhook('two')] });
  api.put(mutating, { webhooks: [webhook('one')] });
  api.put(deployment, { spec: { replicas: 2 } });
  api.put(pods, { items: [] });
  api.put(secret, { type: 'mirrorguard/certificates' });
  api.put(lease, {});
  api.put(checkLease, {});
});
afterEach(() => api.stop());

const run = (what: typeof installation | Omit<typeof installation, 'caSecret' | 'lease'> = installation) =>
  uninstall(api.connection, what, (step) => steps.push(step));
const calls = () => api.calls.map(({ method, path }) => `${method} ${path.split('?', 1)[0]}`);

describe('uninstall', () => {
  it('deletes the report of either kind', async () => {
    for (const report of reports) api.put(report, {});
    await uninstall(api.connection, { ...installation, clusterReport: 'mirrorguard' }, () => {});
    expect(reports.filter((report) => api.objects.has(report))).toEqual([]);
  });

  it('sets failurePolicy to Ignore, stops the pods, waits for their end, and then deletes the objects', async () => {
    api.put(pods, { items: [{ metadata: { name: 'a' } }] });
    const removal = run();
    await untilTrue(() => calls().includes(`GET ${pods}`));
    api.put(pods, { items: [] });
    await removal;
    expect(calls()).toEqual([
      `GET ${validating}`,
      `PATCH ${validating}`,
      `GET ${mutating}`,
      `PATCH ${mutating}`,
      `PATCH ${deployment}`,
      `GET ${pods}`,
      `GET ${pods}`,
      `DELETE ${validating}`,
      `DELETE ${mutating}`,
      `GET ${secret}`,
      `DELETE ${secret}`,
      `DELETE ${lease}`,
      `DELETE ${checkLease}`,
    ]);
    expect(steps).toEqual([
      'Set failurePolicy to Ignore: writes are no longer checked',
      'Stopped the pods',
      'Deleted the webhook configurations',
    ]);
  });

  it('selects the pods of the installation by label', async () => {
    await run();
    expect(api.calls.map(({ path }) => path)).toContain(`${pods}?labelSelector=app%3Dmirrorguard`);
  });

  it('sets failurePolicy of every webhook with a JSON patch, and replicas with a merge patch', async () => {
    await run();
    const ignore = (index: number) => ({
      op: 'replace',
      path: `/webhooks/${index}/failurePolicy`,
      value: 'Ignore',
    });
    const patches = api.calls.filter(({ method }) => method === 'PATCH');
    expect(patches.map(({ contentType, body }) => ({ contentType, body }))).toEqual([
      { contentType: 'application/json-patch+json', body: [ignore(0), ignore(1)] },
      { contentType: 'application/json-patch+json', body: [ignore(0)] },
      { contentType: 'application/merge-patch+json', body: { spec: { replicas: 0 } } },
    ]);
  });

  it('retains a Secret of the configured name that has another type', async () => {
    api.put(secret, { type: 'kubernetes.io/tls' });
    await run();
    expect(calls()).toContain(`GET ${secret}`);
    expect(calls()).not.toContain(`DELETE ${secret}`);
  });

  it('succeeds if all objects were already deleted', async () => {
    api.objects.clear();
    await run();
    expect(steps).toHaveLength(3);
  });

  it('neither reads nor deletes a Secret and a Lease that are not configured', async () => {
    const { caSecret: _secret, lease: _lease, ...chartOnly } = installation;
    await run(chartOnly);
    expect(calls().filter((call) => /secrets|leases/.test(call))).toEqual([]);
  });

  it('rejects with the failed request and the reason', async () => {
    api.respondNext('PATCH', 403, 'it is forbidden');
    await expect(run()).rejects.toThrow(
      `the API server returned 403 for PATCH ${validating}: it is forbidden`,
    );
  });
});
