import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import { type Authority, createAuthority } from './support/authority.ts';
import { expectEventually } from './support/eventually.ts';
import { filesMode, servingName, storeServingCertificate, trust } from './support/files-mode.ts';
import { isGuarded } from './support/guarded.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { startLoad } from './support/load.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { getPods, hasNoTerminatingPods } from './support/pods.ts';
import { install, release, remove } from './support/release.ts';
import { expectSuccess, runCommand } from './support/run-command.ts';
import { startServiceCa } from './support/service-ca.ts';
import { installStandard } from './support/standard-installation.ts';

const clusterWide =
  'clusterrole,clusterrolebinding,validatingwebhookconfiguration,mutatingwebhookconfiguration';

describe('helm upgrade', () => {
  beforeAll(() => installStandard());
  afterAll(() => installStandard().then(removeAllMirrorSets));

  it('changes no immutable field from the defaults to nearly all values', async () => {
    await installStandard({
      nameOverride: 'guard',
      fullnameOverride: release,
      commonLabels: { team: 'platform' },
      podLabels: { tier: 'control-plane' },
      podAnnotations: { note: 'changed' },
      'webhook.timeoutSeconds': 7,
      'webhook.exemptGroups': ['oncall'],
      'networkPolicy.enabled': true,
      'audit.file.enabled': true,
      'audit.file.fsync': 'durable',
      maxFactsAgeSeconds: 60,
      policy: { preset: 'strict' },
      extraVolumes: [{ name: 'extra', emptyDir: {} }],
      extraVolumeMounts: [{ name: 'extra', mountPath: '/extra' }],
      priorityClassName: '',
    });
    expect(await isGuarded()).toBe(true);
  });

  it('starts an audit file in each pod that audit verify accepts', async () => {
    await kubectlWith(idms('on-file').mirror('quay.io/team', ['mirror.example.com/team']), ['create']);
    const reports = (await getPods()).map(async ({ metadata: { name } }) => {
      const verify = ['node', '/app/dist/cli.mjs', 'audit', 'verify', `/var/log/mirrorguard/${name}.log`];
      return (await kubectl(['exec', name, '--namespace', release, '--', ...verify])).stdout;
    });
    // The API server reuses its connections, so one pod may have evaluated every write.
    const verdicts = (await Promise.all(reports)).map((text) => text.trimEnd().split('\n').at(-1) ?? '');
    expect(verdicts).toContainEqual(expect.stringMatching(/^Verified\./));
    for (const verdict of verdicts)
      expect(verdict).toMatch(/^(Verified\.|Not verified: the files contain no records\.)/);
  });

  it('deletes the objects with the old name after a change of the name', async () => {
    await installStandard({ fullnameOverride: 'renamed' });
    const selector = `--selector=app.kubernetes.io/instance=${release}`;
    const names = await expectSuccess('kubectl', [
      'get',
      `deployment,service,${clusterWide}`,
      '--namespace',
      release,
      selector,
      '--output=name',
    ]);
    expect(names).toContain('deployment.apps/renamed\n');
    expect(names).not.toContain(`/${release}\n`);
    expect(await isGuarded()).toBe(true);
    // The administrator deletes what the pods created under that name (docs/guides/install.md).
    await installStandard();
    await expectSuccess('kubectl', [
      'delete',
      'secret/renamed-ca',
      'lease/renamed',
      'lease/renamed-check',
      '--namespace',
      release,
    ]);
  });
});

describe('a second release', () => {
  beforeAll(() => installStandard());
  afterAll(() =>
    expectSuccess('kubectl', [
      'delete',
      'namespace',
      'elsewhere',
      'second',
      '--ignore-not-found',
      '--wait=false',
    ]),
  );

  it('is denied by helm in another namespace with the same name', async () => {
    await expect(install({}, { namespace: 'elsewhere' })).rejects.toThrow(
      'cannot be imported into the current release',
    );
    expect(await isGuarded()).toBe(true);
  });

  it('is installed and uninstalled independently of the first with another name', async () => {
    await install({ replicaCount: 1 }, { name: 'second', namespace: 'second' });
    expect(await isGuarded()).toBe(true);
    await remove({ name: 'second', namespace: 'second' });
    const left = await expectSuccess('kubectl', [
      'get',
      clusterWide,
      '--selector=app.kubernetes.io/instance=second',
      '--output=name',
    ]);
    expect(left).toBe('');
    expect(await isGuarded()).toBe(true);
  });
});

describeOnOwnCluster(
  'a change of the certificate mode',
  'cert-manager, which the scripts of the test cluster start',
  () => {
    let authority: Authority;
    beforeAll(async () => {
      await expectSuccess(join(import.meta.dirname, 'cluster', 'cert-manager-up'), []);
      authority = await createAuthority();
      await installStandard();
    });
    afterAll(() => removeAllMirrorSets().then(() => authority.close()));

    it('results in a trusted certificate in modes self, openshift, cert-manager and files', async () => {
      const serviceCa = startServiceCa(authority);
      await install({ 'certificates.mode': 'openshift' });
      await expectEventually(isGuarded);
      await serviceCa.stop();

      await install({ 'certificates.mode': 'cert-manager' });
      await expectEventually(isGuarded);

      await storeServingCertificate(await authority.issue(servingName), authority.certificate);
      await install(filesMode);
      await trust(authority);
      await expectEventually(isGuarded);
    });

    it('back to self fails no write, although the trusted CA is newer than that of mode self', async () => {
      const load = startLoad();
      await install({ 'certificates.mode': 'self' });
      await expectEventually(hasNoTerminatingPods);
      await expectEventually(isGuarded);
      const { answered, failures } = await load.stop();
      process.stderr.write(`back to self: ${answered} writes, ${failures.length} failed\n`);
      expect(answered).toBeGreaterThan(50);
      expect(failures).toEqual([]);
    });

    it('deletes the objects of mode self with the release', async () => {
      await install(filesMode);
      await remove();
      const left = await runCommand('kubectl', [
        'get',
        'secret,lease',
        '--namespace',
        release,
        '--output=name',
      ]);
      expect(left.stdout).toContain('secret/mirrorguard-tls\n');
      expect(left.stdout).not.toMatch(/secret\/mirrorguard-ca\n|lease/);
    });
  },
);
