import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { clusterConfig, teams } from './support/inputs.ts';
import { useReports } from './support/report.ts';

const reports = useReports();
const markup = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
const views = ['#pulls', '#findings', '#change', '#scopes', '#merge', '#input'];

describe('the report file', () => {
  it('has no text of Secrets, of other objects and of the annotations of kubectl', async () => {
    const auth = Buffer.from('user:hunter2').toString('base64');
    const dockerConfig = JSON.stringify({ auths: { 'mirror-a.example.com:5000': { auth } } });
    const file = await reports.write(
      reports.folder({
        'all.yaml': `${teams}---
apiVersion: v1
kind: Secret
metadata: {name: pull-secret, namespace: openshift-config}
data:
  .dockerconfigjson: ${Buffer.from(dockerConfig).toString('base64')}
---
apiVersion: v1
kind: Secret
metadata: {name: other-secret-name}
stringData: {imageDigestMirrors: plain-text-password}
---
apiVersion: machineconfiguration.openshift.io/v1
kind: MachineConfig
metadata: {name: 99-worker, labels: {machineconfiguration.openshift.io/role: worker}}
spec:
  config:
    ignition: {version: 3.2.0}
    passwd: {users: [{name: core, passwordHash: hash-of-core}]}
    storage:
      files:
        - path: /etc/containers/registries.conf.d/50-own.conf
          contents: {source: 'data:,%5B%5Bregistry%5D%5D%0Aprefix%3D%22dropin.example.com%22%0Alocation%3D%22dropin.example.com%22'}
        - path: /var/lib/kubelet/config.json
          contents: {source: 'data:,kubelet-credentials'}
`,
        'applied.yaml': `apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata:
  name: applied
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: earlier-content
  managedFields: [{manager: manager-name}]
spec: {imageDigestMirrors: [{source: quay.io/applied, mirrors: [mirror-a.example.com:5000/applied]}]}
`,
      }),
    );
    const page = readFileSync(file, 'utf8');
    for (const hidden of [
      auth,
      'hunter2',
      'dockerconfigjson: ',
      'plain-text-password',
      'other-secret-name',
      'hash-of-core',
      'kubelet-credentials',
      'earlier-content',
      'manager-name',
    ])
      expect(page).not.toContain(hidden);
    expect(page).toContain('dropin.example.com');
    const opened = await reports.open(file, {
      fragment: '#image=quay.io/applied/a@sha256:'.concat('1'.repeat(64)),
    });
    await opened.waitForSelector('.location');
  });

  it('has a patch without the lines around a change if a file also has other objects', async () => {
    const folder = reports.folder({
      'mixed.yaml': `apiVersion: v1
kind: Secret
metadata: {name: before}
stringData:
  password: next-to-the-change
---
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata: {name: a}
spec: {imageDigestMirrors: [{source: quay.io/a, mirrors: ['https://m.example.com/a']}]}
`,
    });
    const file = await reports.write(folder);
    expect(readFileSync(file, 'utf8')).not.toContain('next-to-the-change');
    const page = await reports.open(file, { fragment: '#finding=no-scheme' });
    await page.getByText('git apply --unidiff-zero').waitFor();
  });

  it('shows markup in names, sources, paths and files as text in every view', async () => {
    const folder = reports.folder({
      [`${markup.replaceAll('/', '')}.yaml`]: `apiVersion: operator.openshift.io/v1alpha1
kind: ImageContentSourcePolicy
metadata: {name: ${JSON.stringify(markup)}}
spec:
  ${JSON.stringify(markup)}: 1
  repositoryDigestMirrors:
    - {source: ${JSON.stringify(markup)}, mirrors: [${JSON.stringify(markup)}, m.example.com/a]}
    - {source: quay.io/a, mirrors: [m.example.com/a]}
`,
      'idms.yaml': teams.replace('name: web\n', `name: ${JSON.stringify(markup)}\n`),
    });
    const file = await reports.write(folder);
    expect(readFileSync(file, 'utf8')).not.toContain(markup);
    for (const fragment of [
      ...views,
      `#image=${encodeURIComponent(markup)}`,
      `#source=${encodeURIComponent(markup)}`,
    ]) {
      const page = await reports.open(file, { fragment });
      await page.waitForLoadState('networkidle');
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.title()).toBe('mirrorguard report');
    }
    const page = await reports.open(file, { fragment: '#findings' });
    await page.getByText(markup).first().waitFor();
  });

  it('permits only its own script, its own style and its worker', async () => {
    const page = readFileSync(await reports.write('--empty'), 'utf8');
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy.replace(/sha256-[\w+/]{43}=/g, 'HASH').split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'HASH'",
      "style-src 'HASH'",
      'worker-src blob:',
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types mirrorguard',
    ]);
  });

  it('sends no request while every view is used', async () => {
    const file = await reports.write(reports.folder({ 'teams.yaml': teams, 'config.yaml': clusterConfig }));
    // `useReports` checks the requests of each page after the test.
    for (const fragment of views)
      await (await reports.open(file, { fragment })).waitForLoadState('networkidle');
  });

  it('takes less than 400 kB compressed, with the engine', async () => {
    const file = await reports.write('--empty');
    expect(gzipSync(readFileSync(file)).length).toBeLessThan(400_000);
  });
});
