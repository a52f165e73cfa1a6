import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import { status } from '../../cluster/watch/watch-server.ts';
import { expectToFit } from '../fits-schema.ts';
import { pathOf, runLive, serveCluster, server, store } from './live-server.ts';

serveCluster();

const team = idms('team').mirror('quay.io/team', ['m.example.com/team']).object;
const never = idms('other').mirror('quay.io/team', ['m.example.com/team'], 'NeverContactSource').object;

describe('status', () => {
  it('shows the cluster in one screen', async () => {
    store('imagedigestmirrorsets', team);
    const { code, out, err } = await runLive(['status']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [, ...lines] = out.split('\n');
    expect(out).toMatch(/^Cluster {3}context "loaded-context", https:\/\/localhost:\d+\n/);
    expect(lines.join('\n')).toBe(
      [
        'Release   OpenShift 4.18',
        'Objects   1 ImageDigestMirrorSet',
        'Operator  applies mirror and registry changes',
        'Nodes     load registries.conf',
        'Size      registries.conf has 249 bytes: 0.0 % of 1,572,864 in the rendered MachineConfig',
        'Findings  none',
        '',
        'Sources',
        '  quay.io/team  m.example.com/team (by digest), then quay.io/team  ImageDigestMirrorSet team',
        '',
      ].join('\n'),
    );
  });

  it('reports that the operator has stopped', async () => {
    store('imagedigestmirrorsets', team);
    store('imagedigestmirrorsets', never);
    const { code, out } = await runLive(['status']);
    expect(code).toBe(1);
    expect(out).toContain('conflicting mirrorSourcePolicy is set for the same source "quay.io/team"');
    expect(out).toContain('Nodes     keep their last registries.conf\n');
    expect(out).toMatch(/Findings\n {2}deny {2}ImageDigestMirrorSet other, .*no-conflicting-source-policy\n/);
  });

  it('shows what applying files changes', async () => {
    store('imagedigestmirrorsets', team);
    const tags = JSON.stringify(itms('tags').mirror('quay.io/tags', ['m.example.com/tags']).object);
    const { code, out } = await runLive(['status', 'FOLDER/new.yaml'], { 'new.yaml': tags });
    expect(code).toBe(0);
    expect(out).toContain('After applying FOLDER/new.yaml\n');
    expect(out).toContain('+    pull-from-mirror = "tag-only"');
    expect(out).toContain('Rollout: drain (');
    const denied = await runLive(['status', 'FOLDER/new.yaml'], { 'new.yaml': JSON.stringify(never) });
    expect(denied.code).toBe(1);
    expect(denied.out).toContain('no-conflicting-source-policy');
  });

  it('prints JSON that fits its schema', async () => {
    store('imagedigestmirrorsets', team);
    expectToFit('status', await runLive(['status', '-o', 'json']));
    const { out } = await runLive(['status', '-o', 'json', 'FOLDER/new.yaml'], {
      'new.yaml': JSON.stringify(never),
    });
    expectToFit('status', { out });
    const document = JSON.parse(out);
    expect(document).toMatchObject({
      schemaVersion: 1,
      release: { version: '4.18', image: `quay.io/ocp/release@sha256:${'0'.repeat(64)}` },
      written: true,
      problems: [],
      findings: [],
      missing: [],
      change: { changed: true, rollout: { verdict: 'stopped' }, registriesConf: null },
    });
    expect(document.change.findings[0]).toMatchObject({
      rule: 'no-conflicting-source-policy',
      severity: 'deny',
      file: 'FOLDER/new.yaml',
    });
  });

  it('exits 2 if mirror sets cannot be read', async () => {
    server.respondWith('list', pathOf('imagetagmirrorsets'), status(403, 'forbidden'));
    const { code, out, err } = await runLive(['status']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('needs get and list on imagetagmirrorsets.config.openshift.io');
  });
});
