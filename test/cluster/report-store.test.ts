import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClusterReport } from '../../src/background/cluster-report.ts';
import { ClusterReportStore } from '../../src/cluster/report-store.ts';
import { valueAt } from '../../src/model/json.ts';
import { FakeApi } from './fake-api.ts';

let api: FakeApi;
beforeEach(async () => {
  api = await new FakeApi().start();
});
afterEach(() => api.stop());

const open = '/apis/openreports.io/v1alpha1';
const older = '/apis/wgpolicyk8s.io/v1alpha2';
const report: ClusterReport = {
  summary: { pass: 0, fail: 0, warn: 0, skip: 0, error: 0 },
  results: [],
  omitted: 3,
};
const serve = (group: string, name: string) => api.put(group, { resources: [{ name }] });
const store = () => new ClusterReportStore({ api: api.connection, name: 'mirrorguard' });

/**
 * Publishes a report, and stores the applied object like an API server. Tests with a real API server are in
 * test/e2e.
 */
async function publish(path: string, content = report) {
  api.calls.length = 0;
  api.respondNext('PATCH', 200, 'applied');
  const outcome = await store().publish(content);
  const patch = api.calls.find(({ method }) => method === 'PATCH');
  if (patch !== undefined) api.put(path, patch.body);
  return { outcome, patch };
}

describe('ClusterReportStore', () => {
  it('applies a ClusterReport where it is served', async () => {
    serve(open, 'clusterreports');
    serve(older, 'clusterpolicyreports');
    const { outcome, patch } = await publish(`${open}/clusterreports/mirrorguard`);
    expect(outcome).toBe('written');
    expect(patch).toMatchObject({
      path: `${open}/clusterreports/mirrorguard?fieldManager=mirrorguard-background-check&force=true`,
      contentType: 'application/apply-patch+yaml',
      body: {
        apiVersion: 'openreports.io/v1alpha1',
        kind: 'ClusterReport',
        metadata: {
          name: 'mirrorguard',
          annotations: {
            'mirrorguard.io/content-digest': expect.stringMatching(/^[0-9a-f]{64}$/),
            'mirrorguard.io/omitted-results': '3',
          },
        },
        source: 'mirrorguard',
        configuration: { limits: { maxResults: 500 } },
        summary: report.summary,
        results: [],
      },
    });
    expect(patch?.body).not.toHaveProperty('omitted');
    // Publishing also deletes the report of the older API, so only one report exists.
    expect(api.calls.at(-1)).toMatchObject({
      method: 'DELETE',
      path: `${older}/clusterpolicyreports/mirrorguard`,
    });
  });

  it('applies a ClusterPolicyReport otherwise', async () => {
    serve(older, 'clusterpolicyreports');
    const { outcome, patch } = await publish(`${older}/clusterpolicyreports/mirrorguard`);
    expect(outcome).toBe('written');
    expect(patch?.body).toMatchObject({ apiVersion: 'wgpolicyk8s.io/v1alpha2', kind: 'ClusterPolicyReport' });
    expect(patch?.body).not.toHaveProperty('source');
    expect(patch?.body).not.toHaveProperty('configuration');
  });

  it('writes nothing where neither is served', async () => {
    expect(await store().publish(report)).toBe('not-served');
    serve(open, 'reports');
    expect(await store().publish(report)).toBe('not-served');
    expect(api.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('writes only a change, also in another replica, and a report that was deleted', async () => {
    serve(open, 'clusterreports');
    const path = `${open}/clusterreports/mirrorguard`;
    expect((await publish(path)).outcome).toBe('written');
    expect((await publish(path)).outcome).toBe('unchanged');
    const changed = { ...report, summary: { ...report.summary, fail: 1 } };
    expect((await publish(path, changed)).outcome).toBe('written');
    expect(valueAt(api.objects.get(path), ['summary', 'fail'])).toBe(1);
    api.objects.delete(path);
    expect((await publish(path, changed)).outcome).toBe('written');
  });

  it('replaces only the version that it read', async () => {
    serve(open, 'clusterreports');
    const path = `${open}/clusterreports/mirrorguard`;
    const first = await publish(path);
    expect(valueAt(first.patch?.body, ['metadata'])).not.toHaveProperty('resourceVersion');
    const version = valueAt(api.objects.get(path), ['metadata', 'resourceVersion']);
    const { patch } = await publish(path, { ...report, omitted: 4 });
    expect(version).toEqual(expect.any(String));
    expect(valueAt(patch?.body, ['metadata', 'resourceVersion'])).toBe(version);
  });

  it('rejects with the message of the API server', async () => {
    serve(open, 'clusterreports');
    api.respondNext('PATCH', 403, 'clusterreports is forbidden');
    await expect(store().publish(report)).rejects.toThrow('clusterreports is forbidden');
  });
});
