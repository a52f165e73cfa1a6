import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import { status } from '../../cluster/watch/watch-server.ts';
import { machineConfig } from '../../support/machine-config.ts';
import { run } from '../run.ts';
import { pathOf, runLive, serveCluster, server, store } from './live-server.ts';

serveCluster();

const stored = idms('team').mirror('quay.io/team', ['m.example.com/team']).object;
const never = JSON.stringify(
  idms('other').mirror('quay.io/team', ['m.example.com/team'], 'NeverContactSource').object,
);
const lintJson = async (...args: Parameters<typeof runLive>) => {
  const { code, out, err } = await runLive(...args);
  const { findings } = JSON.parse(out) as {
    readonly findings: readonly { readonly rule: string; readonly path: string; readonly severity: string }[];
  };
  return { code, err, findings };
};

describe('--live', () => {
  it('lints a change against the running cluster', async () => {
    store('imagedigestmirrorsets', stored);
    const { code, findings } = await lintJson(['lint', '-o', 'json', 'FOLDER/new.yaml'], {
      'new.yaml': never,
    });
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'no-conflicting-source-policy',
        severity: 'deny',
        path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
        related: [{ kind: 'ImageDigestMirrorSet', name: 'team', path: 'spec.imageDigestMirrors[0].source' }],
      }),
    );
  });

  it('reads the version and every fact of the cluster except catalogs and the pull secret', async () => {
    const { err, out } = await runLive(['lint', '--verbose', 'FOLDER/new.yaml'], {
      'new.yaml': JSON.stringify(stored),
    });
    expect(err).toBe('');
    expect(out.match(/^not checked.*$/gm)).toEqual([
      'not checked, because only files of the input are read for CatalogSources: require-allowed-catalog',
      'not checked, because only files of the input are read for the pull secret: require-mirror-credentials',
    ]);
  });

  it('sends list requests only, MachineConfigs by role in pages of five', async () => {
    for (let index = 0; index < 7; index++)
      store('machineconfigs', machineConfig(`mc-${index}`, 'worker', {}));
    await runLive(['render']);
    expect(server.requests.every((request) => request.startsWith('list '))).toBe(true);
    const configs = server.requests.filter((request) => request.includes('/machineconfigs?'));
    expect(configs).toEqual([
      expect.stringContaining('limit=5'),
      expect.stringMatching(/limit=5.*continue=5|continue=5.*limit=5/),
    ]);
    expect(configs.every((request) => request.includes('labelSelector=machineconfiguration'))).toBe(true);
  });

  it('renders the cluster, and the cluster after files are applied', async () => {
    store('imagedigestmirrorsets', stored);
    const { out, err, code } = await runLive(['render']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('location = "m.example.com/team"');
    const changed = idms('team').mirror('quay.io/team', ['n.example.com/team']).object;
    const applied = await runLive(['render', 'FOLDER/new.yaml'], { 'new.yaml': JSON.stringify(changed) });
    expect(applied.out).toContain('location = "n.example.com/team"');
    expect(applied.out).not.toContain('m.example.com');
    expect(applied.err).toBe('');
  });

  it('resolves a reference in the cluster', async () => {
    store('imagedigestmirrorsets', stored);
    const { out, code } = await runLive(['resolve', `quay.io/team/app@sha256:${'a'.repeat(64)}`]);
    expect(code).toBe(0);
    expect(out).toMatch(/1 {2}m\.example\.com\/team\/app /);
    expect(out).toContain('ImageDigestMirrorSet team');
    expect(out).not.toContain('<cluster>');
  });

  it('compares the cluster with files, and with files applied to it', async () => {
    store('imagedigestmirrorsets', stored);
    const files = {
      'new.yaml': JSON.stringify(itms('tags').mirror('quay.io/tags', ['m.example.com/t']).object),
    };
    const replaced = await runLive(['diff', 'FOLDER/new.yaml'], files);
    expect(replaced.code).toBe(1);
    expect(replaced.out).toContain('-  location = "quay.io/team"');
    const applied = await runLive(['diff', '--apply', 'FOLDER/new.yaml'], files);
    expect(applied.out).not.toContain('-  location = "quay.io/team"');
    expect(applied.out).toContain('+  location = "quay.io/tags"');
    const two = await runLive(['diff', 'FOLDER/new.yaml', 'FOLDER/new.yaml'], files);
    expect(two).toMatchObject({
      code: 2,
      err: 'error: with --live, pass one state; the running cluster is the other\n',
    });
  });

  it('migrates the policies of the cluster', async () => {
    store('imagecontentsourcepolicies', icsp('old').mirror('quay.io/old', ['m.example.com/old']).object);
    const { out, err, code } = await runLive(['migrate']);
    expect(code).toBe(0);
    expect(out).toContain('kind: ImageDigestMirrorSet');
    expect(err).toContain('ImageContentSourcePolicy old -> ImageDigestMirrorSet old\n');
  });

  it('reviews a request against the cluster', async () => {
    store('imagedigestmirrorsets', stored);
    const review = JSON.stringify({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      request: {
        uid: '1',
        kind: { group: 'config.openshift.io', version: 'v1', kind: 'ImageDigestMirrorSet' },
        operation: 'CREATE',
        name: 'other',
        userInfo: { username: 'alice' },
        object: JSON.parse(never),
      },
    });
    const { code, out } = await runLive(['review', 'FOLDER/review.json'], { 'review.json': review });
    expect(code).toBe(1);
    expect(out).toContain('no-conflicting-source-policy');
  });

  describe('without permissions', () => {
    const forbid = (resource: string) =>
      server.respondWith('list', pathOf(resource), status(403, `${resource} is forbidden`));
    const unknownPolicies =
      'warning: unknown: imagePolicies (forbidden, needs get and list on clusterimagepolicies.config.openshift.io)\n';

    it('reports an unknown fact in one line, and exits as the webhook would decide', async () => {
      forbid('clusterimagepolicies');
      const files = { 'new.yaml': JSON.stringify(stored) };
      const quiet = await runLive(['lint', 'FOLDER/new.yaml'], files);
      expect(quiet).toMatchObject({ code: 0, err: unknownPolicies });
      const strict = await runLive(['lint', '--fail-on', 'warn', 'FOLDER/new.yaml'], files);
      expect(strict.code).toBe(1);
    });

    it('evaluates no rule about unknown mirror sets', async () => {
      store('imagedigestmirrorsets', stored);
      forbid('imagetagmirrorsets');
      const { code, findings, err } = await lintJson(['lint', '-o', 'json', 'FOLDER/new.yaml'], {
        'new.yaml': never,
      });
      expect(findings.map(({ rule }) => rule)).not.toContain('no-conflicting-source-policy');
      expect(err).toBe(
        'warning: unknown: mirrorSets (forbidden, needs get and list on imagetagmirrorsets.config.openshift.io)\n',
      );
      expect(code).toBe(0);
    });

    it('predicts nothing if only some mirror sets can be read', async () => {
      forbid('imagetagmirrorsets');
      const { code, out, err } = await runLive(['render']);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('error: a prediction requires all mirror sets and Image "cluster"\n');
    });

    it('predicts without an optional fact, and reports it', async () => {
      forbid('clusterimagepolicies');
      const { code, err } = await runLive(['render']);
      expect(code).toBe(0);
      expect(err).toContain(unknownPolicies);
    });
  });

  describe('without a cluster', () => {
    it('exits 2 if the API server does not respond', async () => {
      await server.stop();
      const { code, out, err } = await runLive(['lint', 'FOLDER/new.yaml'], {
        'new.yaml': JSON.stringify(stored),
      }).finally(() => server.start());
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(
        /^error: cannot read the cluster: the API server did not respond to GET .*ECONNREFUSED/,
      );
    });

    it('exits 2 if the credentials are rejected', async () => {
      server.respondWith('list', pathOf('images'), status(401, 'Unauthorized'));
      const { code, err } = await runLive(['render']);
      expect(code).toBe(2);
      expect(err).toMatch(
        /^error: cannot read the cluster: the API server returned 401 for GET .*images: Unauthorized\n$/,
      );
    });

    it('exits 2 for an unknown context and for a missing kubeconfig', async () => {
      const context = await runLive(['render', '--context', 'prod']);
      expect(context).toMatchObject({
        code: 2,
        err: 'error: cannot read the cluster: the kubeconfig has no context "prod"; it has loaded-context\n',
      });
      const missing = await run(['render', '--kubeconfig', '/missing/config'], {
        clusters: (await import('../../../src/main/cluster-access.ts')).clusterAccess,
      });
      expect(missing.code).toBe(2);
      expect(missing.err).toBe(
        'error: cannot read the cluster: the kubeconfig /missing/config does not exist\n',
      );
    });

    it('rejects --stored with --live', async () => {
      expect(await runLive(['lint', '--stored', 'FOLDER', 'FOLDER'])).toMatchObject({
        code: 2,
        err: 'error: --stored and --live exclude each other\n',
      });
    });
  });
});
