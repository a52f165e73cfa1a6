import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { noClusters } from '../../scripts/generate/no-clusters.ts';
import type { LiveCluster } from '../../src/cli/live/cluster-access.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { PageData } from '../../src/page/data/page-data.ts';
import { idms } from '../../src/rules/example.ts';
import { run } from './run.ts';
import { inFolder } from './temporary-folder.ts';

const stored = idms('team').mirror('quay.io/team', ['mirror.example.com/team']).object;
const changed = idms('team').mirror('quay.io/team', ['other.example.com/team']).object;
const pullSecret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'pull-secret', namespace: 'openshift-config' },
  data: {
    '.dockerconfigjson': btoa(JSON.stringify({ auths: { 'mirror.example.com': { auth: 'aHVudGVyMg' } } })),
  },
};

function clustersWith(objects: readonly JsonObject[]) {
  const live: LiveCluster = { name: 'context "admin"', objects, unknown: {} };
  return { clusters: { ...noClusters, read: () => Promise.resolve(live) } };
}

function dataOf(page: string): PageData {
  const [, json = ''] = /<script type="application\/json" id="data">(.*)<\/script>/.exec(page) ?? [];
  return JSON.parse(json);
}

describe('mirrorguard report', () => {
  it('embeds the mirror sets of the running cluster, without positions in files', async () => {
    const { code, out } = await run(['report', '--live'], clustersWith([stored, pullSecret]));
    expect(code).toBe(0);
    const [cluster] = dataOf(out).clusters;
    expect(cluster.name).toBe('context "admin"');
    expect(cluster.state.objects).toEqual([{ object: stored }]);
    expect(cluster.state.isComplete).toBe(true);
    expect(cluster.change).toBeUndefined();
  });

  it('embeds the registries of the pull secret, and nothing else of it', async () => {
    const { out } = await run(['report', '--live'], clustersWith([stored, pullSecret]));
    expect(dataOf(out).clusters[0].state.facts.pullSecretHosts).toEqual(['mirror.example.com']);
    expect(out).not.toContain('aHVudGVyMg');
    expect(out).not.toContain(pullSecret.data['.dockerconfigjson']);
  });

  it('takes files as a change of the running cluster', async () => {
    await inFolder({ 'new.yaml': JSON.stringify(changed) }, async (folder) => {
      const { out } = await run(['report', '--live', join(folder, 'new.yaml')], clustersWith([stored]));
      const [{ state, change }] = dataOf(out).clusters;
      expect(state.objects.map(({ object }) => object)).toEqual([stored]);
      expect(change?.mode).toBe('apply');
      expect(change?.state.objects.map(({ object }) => object)).toEqual([changed]);
    });
  });

  it.each([
    [['--empty', '--live'], 'error: --empty takes no paths and no cluster\n'],
    [['--stored', 'a.yaml', '--live'], 'error: --stored and --live exclude each other\n'],
  ])('rejects %j', async (args, message) => {
    const { code, err } = await run(['report', ...args], clustersWith([]));
    expect({ code, err }).toEqual({ code: 2, err: message });
  });

  it('does not print the page on a terminal', async () => {
    const { code, err } = await run(['report', '--empty'], { isTerminal: true });
    expect(code).toBe(2);
    expect(err).toBe('error: the page is too long for a terminal; pass --output-file\n');
  });

  it('escapes every "<" of the input', async () => {
    const object = { ...stored, metadata: { name: '</script><script>' } };
    await inFolder({ 'a.json': JSON.stringify(object) }, async (folder) => {
      const { out } = await run(['report', join(folder, 'a.json')]);
      expect(out.match(/<\/script>/g)).toHaveLength(1);
      expect(dataOf(out).clusters[0].state.objects[0]?.object).toEqual(object);
    });
  });
});
