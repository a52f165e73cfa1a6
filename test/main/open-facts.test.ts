import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readOptions } from '../../src/config/read-options.ts';
import { webhookOptions } from '../../src/config/webhook-options.ts';
import type { DefaultPaths } from '../../src/main/default-paths.ts';
import { type OpenFacts, openFacts } from '../../src/main/open-facts.ts';
import { idms } from '../../src/rules/example.ts';
import { temporaryFolder } from '../certificates/temporary-folder.ts';
import { WatchRecorder } from '../cluster/watch/watch-recorder.ts';
import { WatchServer } from '../cluster/watch/watch-server.ts';

const folder = temporaryFolder();
writeFileSync(
  join(folder, 'team.json'),
  JSON.stringify(idms('team').mirror('quay.io/team', ['mirror.example.com/team']).object),
);

let facts: OpenFacts | undefined;
afterEach(() => facts?.stop());

async function open(
  args: readonly string[],
  { paths = {}, server }: { paths?: Pick<DefaultPaths, 'clusterDir'>; server?: WatchServer } = {},
) {
  const read = readOptions(webhookOptions, args, {});
  if (read.outcome !== 'values') throw new Error(JSON.stringify(read));
  const { logger, meter } = new WatchRecorder();
  const connected: string[] = [];
  const connect = () => {
    if (server === undefined) throw new Error('nobody asked for the API server');
    return { ...server.connection, close: () => connected.push('closed') };
  };
  facts = await openFacts(read.values, { paths, logger, meter, nowMs: () => 5000, connect });
  return { facts, connected };
}

describe('openFacts', () => {
  it('prefers --cluster-dir to the folder of the checkout', async () => {
    const opened = await open(['--cluster-dir', folder], { paths: { clusterDir: '/nowhere' } });
    expect(opened.facts.check()).toEqual({ ok: true, reason: `1 file with 1 mirror set from ${folder}` });
    expect(opened.facts.source.snapshot()).toMatchObject({
      takenAtMs: 5000,
      facts: { cluster: { objects: expect.anything() } },
    });
  });

  it('uses the folder of the checkout by default', async () => {
    const opened = await open([], { paths: { clusterDir: folder } });
    expect(opened.facts.check().reason).toContain(folder);
  });

  it('rejects a folder that does not exist', async () => {
    await expect(open(['--cluster-dir', '/nowhere/at/all'])).rejects.toMatchObject({
      code: 'ENOENT',
      path: '/nowhere/at/all',
    });
  });

  it('is ready without a folder and reports every fact as unknown', async () => {
    const opened = await open([]);
    expect(opened.facts.check()).toEqual({
      ok: true,
      reason: 'no cluster is configured (--cluster-dir, --facts cluster)',
    });
    const { facts: sheet, takenAtMs } = opened.facts.source.snapshot();
    expect(takenAtMs).toBe(5000);
    expect(sheet).toEqual({
      known: {},
      missing: Object.fromEntries(
        ['mirrorSets', 'nodes', 'imageConfig', 'clusterVersion'].map((fact) => [
          fact,
          'is not known: no cluster is configured',
        ]),
      ),
    });
  });
});

describe('openFacts with --facts cluster', () => {
  let server: WatchServer;
  beforeEach(async () => {
    server = await new WatchServer().start();
  });
  afterEach(() => server.stop());

  it('watches the cluster, ignores folders and closes its connections when it stops', async () => {
    const paths = { clusterDir: folder };
    const opened = await open(['--facts', 'cluster'], { paths, server });
    expect(opened.facts.check()).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^waiting for imagedigestmirrorsets/),
    });
    await opened.facts.stop();
    expect(opened.connected).toEqual(['closed']);
  });
});
