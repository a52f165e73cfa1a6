import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FolderCluster } from '../../../src/cluster/folder/folder-cluster.ts';
import { type ExampleObject, idms } from '../../../src/rules/example.ts';
import { temporaryFolder } from '../../certificates/temporary-folder.ts';
import { recordingLogger } from '../../support/admission-parts.ts';

const root = temporaryFolder();
let folder = '';
let count = 0;
let cluster: FolderCluster;
let logger = recordingLogger();
let nowMs = 0;

beforeEach(() => {
  folder = join(root, `cluster-${count++}`);
  mkdirSync(folder);
  logger = recordingLogger();
  nowMs = 1000;
  cluster = new FolderCluster({ folder, logger, nowMs: () => nowMs });
});
afterEach(() => cluster.stop());

const write = (name: string, ...objects: readonly (ExampleObject | object)[]) =>
  writeFileSync(
    join(folder, name),
    objects.map((object) => JSON.stringify('object' in object ? object.object : object)).join('\n---\n'),
  );
const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const names = () => [...(cluster.snapshot().facts.cluster?.objects ?? [])].map(({ name }) => name).sort();

const image = {
  apiVersion: 'config.openshift.io/v1',
  kind: 'Image',
  metadata: { name: 'cluster' },
  spec: { registrySources: { blockedRegistries: ['bad.example.com', 7], insecureRegistries: 'x' } },
};
const version = {
  apiVersion: 'config.openshift.io/v1',
  kind: 'ClusterVersion',
  metadata: { name: 'version' },
  status: { desired: { version: '4.16.3', image: 'quay.io/release@sha256:00' } },
};

describe('a folder as the cluster', () => {
  it('returns the facts from its manifests and those of subfolders', async () => {
    mkdirSync(join(folder, 'more'));
    write('a.yaml', team, image);
    write('more/b.json', version);
    await cluster.start();
    expect(names()).toEqual(['team']);
    expect(cluster.snapshot().facts.known).toEqual({
      imageConfig: { blockedRegistries: ['bad.example.com'] },
      clusterVersion: {
        version: { major: 4, minor: 16, patch: 3 },
        releaseImage: 'quay.io/release@sha256:00',
      },
    });
    expect(cluster.snapshot().takenAtMs).toBe(1000);
    expect(cluster.describe()).toBe(`2 files with 1 mirror set from ${folder}`);
  });

  it('returns the facts from objects of other kinds', async () => {
    const pool = {
      apiVersion: 'machineconfiguration.openshift.io/v1',
      kind: 'MachineConfigPool',
      metadata: { name: 'worker' },
      spec: { paused: true },
    };
    write('a.yaml', pool, {
      apiVersion: 'config.openshift.io/v1',
      kind: 'Infrastructure',
      metadata: { name: 'cluster' },
    });
    await cluster.start();
    expect(cluster.snapshot().facts.known).toMatchObject({
      machineConfigPools: [{ name: 'worker', isPaused: true, maxUnavailable: 1 }],
      platform: { isManaged: false },
    });
  });

  it('uses the later of two manifests with one name, and logs both files', async () => {
    write('a.yaml', team);
    write('b.yaml', idms('team'), image);
    write('c.yaml', { ...image, spec: {} });
    await cluster.start();
    expect(names()).toEqual(['team']);
    expect(cluster.snapshot().facts.known.imageConfig).toEqual({});
    expect(logger.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields)).toEqual([
      { object: 'ImageDigestMirrorSet team', used: 'b.yaml', ignored: 'a.yaml' },
      { object: 'Image cluster', used: 'c.yaml', ignored: 'b.yaml' },
    ]);
    expect(cluster.describe()).toMatch(
      /; ImageDigestMirrorSet team of b\.yaml is used; the one of a\.yaml is ignored; the same applies to 1 other object$/,
    );
  });

  it('logs a problem once, and not after it is corrected', async () => {
    const warnings = () => logger.lines.filter(({ level }) => level === 'warn').length;
    write('a.yaml', team);
    write('b.yaml', idms('team'));
    await cluster.start();
    write('c.yaml', image);
    await cluster.refresh();
    expect(warnings()).toBe(1);
    rmSync(join(folder, 'a.yaml'));
    await cluster.refresh();
    expect(cluster.describe()).toBe(`2 files with 1 mirror set from ${folder}`);
    expect(warnings()).toBe(1);
  });

  it('logs nothing if two manifests are equal', async () => {
    write('a.yaml', team);
    write('b.yaml', team);
    await cluster.start();
    expect(logger.lines.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  it('does not replace a mirror set by a manifest of another apiVersion', async () => {
    write('a.yaml', team);
    write('b.yaml', { ...idms('team').object, apiVersion: 'operator.openshift.io/v1alpha1' });
    await cluster.start();
    expect(cluster.describe()).toBe(`2 files with 1 mirror set from ${folder}`);
  });

  it('reports which facts are unknown', async () => {
    await cluster.start();
    expect(cluster.snapshot().facts.known).toEqual({});
    expect(cluster.snapshot().facts.missing).toEqual({
      imageConfig: expect.stringContaining('no Image named cluster'),
      clusterVersion: expect.stringContaining('no ClusterVersion named version'),
    });
  });

  it('ignores hidden names, other files and other kinds', async () => {
    write('.hidden.yaml', team);
    write('notes.txt', team);
    write('pod.yaml', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } });
    write('wrong-group.yaml', { ...team.object, apiVersion: 'operator.openshift.io/v1alpha1' });
    await cluster.start();
    expect(names()).toEqual([]);
  });

  it('follows links, as a mounted ConfigMap needs', async () => {
    mkdirSync(join(folder, '..data'));
    write('..data/a.yaml', team);
    symlinkSync('..data/a.yaml', join(folder, 'a.yaml'));
    await cluster.start();
    expect(names()).toEqual(['team']);
  });

  it('fails if the folder does not exist', async () => {
    rmSync(folder, { recursive: true });
    await expect(cluster.start()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a change in the folder', () => {
  it('is detected if a file is added, replaced by a rename or removed', async () => {
    await cluster.start();
    write('a.yaml', team);
    await cluster.refresh();
    expect(names()).toEqual(['team']);
    write('a.yaml~', idms('other'));
    renameSync(join(folder, 'a.yaml~'), join(folder, 'a.yaml'));
    await cluster.refresh();
    expect(names()).toEqual(['other']);
    rmSync(join(folder, 'a.yaml'));
    await cluster.refresh();
    expect(names()).toEqual([]);
  });

  it('is detected by the watch', async () => {
    await cluster.start();
    const loaded = new Promise<void>((resolve) => {
      cluster.onLoaded = resolve;
    });
    write('a.yaml', team);
    await loaded;
    expect(names()).toEqual(['team']);
  });

  it('that breaks a file is reported, and its last valid content is used', async () => {
    write('a.yaml', team);
    await cluster.start();
    writeFileSync(join(folder, 'a.yaml'), 'a: b: c');
    await cluster.refresh();
    expect(names()).toEqual(['team']);
    expect(cluster.describe()).toMatch(/^using the last valid content of 1 broken file: a\.yaml .*line 1/);
    expect(logger.lines.filter(({ level }) => level === 'warn')).toEqual([
      expect.objectContaining({ fields: expect.objectContaining({ path: 'a.yaml' }) }),
    ]);
    write('a.yaml', idms('mended'));
    await cluster.refresh();
    expect(names()).toEqual(['mended']);
    expect(cluster.describe()).not.toContain('broken');
  });

  it('that removes the folder is reported, and its last known content stays in use', async () => {
    write('a.yaml', team);
    await cluster.start();
    rmSync(folder, { recursive: true });
    await cluster.refresh();
    expect(names()).toEqual(['team']);
    expect(cluster.describe()).toMatch(/cannot be read .*; its last known content is used/);
  });

  it('that is absent keeps the facts and sets their age to zero', async () => {
    write('a.yaml', team, image);
    await cluster.start();
    const { facts } = cluster.snapshot();
    nowMs = 6000;
    await cluster.refresh();
    expect(cluster.snapshot()).toEqual({ facts, takenAtMs: 6000 });
    expect(cluster.snapshot().facts.known.imageConfig).toBe(facts.known.imageConfig);
  });
});
