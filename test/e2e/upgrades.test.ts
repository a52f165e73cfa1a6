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
import { areAllThereToStay, getPods } from './support/pods.ts';
import { install, release, remove } from './support/release.ts';
import { expectSuccess, runCommand } from './support/run-command.ts';
import { startServiceCa } from './support/service-ca.ts';
import { installStandard } from './support/standard-installation.ts';

const clusterWide =
  'clusterrole,clusterrolebinding,validatingwebhookconfiguration,mutatingwebhookconfiguration';

describe('helm upgrade', () => {
  beforeAll(() => installStandard());
  afterAll(() => installStandard().then(removeAllMirrorSets));

  it('from the defaults to nearly everything that can be set changes nothing that cannot be changed', async () => {
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
      longestFactsAgeSeconds: 60,
      policy: { preset: 'strict' },
      extraVolumes: [{ name: 'extra', emptyDir: {} }],
      extraVolumeMounts: [{ name: 'extra', mountPath: '/extra' }],
      priorityClassName: '',
    });
    expect(await isGuarded()).toBe(true);
  });

  it('has begun an audit file in the pods, which their own command finds whole', async () => {
    await kubectlWith(idms('on-file').mirror('quay.io/team', ['mirror.example.com/team']), ['create']);
    const reports = (await getPods()).map(async ({ metadata: { name } }) => {
      const verify = ['node', '/app/dist/cli.mjs', 'audit', 'verify', `/var/log/mirrorguard/${name}.log`];
      return (await kubectl(['exec', name, '--namespace', release, '--', ...verify])).stdout;
    });
    // The API server keeps its connections, so one pod may have judged every write.
    const verdicts = (await Promise.all(reports)).map((text) => text.trimEnd().split('\n').at(-1) ?? '');
    expect(verdicts).toContainEqual(expect.stringMatching(/^Whole\./));
    for (const verdict of verdicts) expect(verdict).toMatch(/^(Whole\.|There is not one record in it\.)/);
  });

  it('to another name removes what had the old one', async () => {
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
    // The CA that the pods made under that name is for the administrator to remove (docs/guides/install.md).
    await installStandard();
    await expectSuccess('kubectl', ['delete', 'secret/renamed-ca', 'lease/renamed', '--namespace', release]);
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

  it('of the same name in another namespace is refused by helm, and harms nothing', async () => {
    await expect(install({}, { namespace: 'elsewhere' })).rejects.toThrow(
      'cannot be imported into the current release',
    );
    expect(await isGuarded()).toBe(true);
  });

  it('of another name stands beside the first, and goes without it', async () => {
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
  'from one mode of certificates to the next',
  'cert-manager, which the scripts of the own cluster start',
  () => {
    let authority: Authority;
    beforeAll(async () => {
      await expectSuccess(join(import.meta.dirname, 'cluster', 'cert-manager-up'), []);
      authority = await createAuthority();
      await installStandard();
    });
    afterAll(() => removeAllMirrorSets().then(() => authority.close()));

    it('self, openshift, cert-manager and files: each serves a certificate that is trusted', async () => {
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

    it('back to self without a failed write, though the CA of that mode is older than what is trusted now', async () => {
      const load = startLoad();
      await install({ 'certificates.mode': 'self' });
      await expectEventually(areAllThereToStay);
      await expectEventually(isGuarded);
      const { answered, failures } = await load.stop();
      process.stderr.write(`back to self: ${answered} writes, ${failures.length} failed\n`);
      expect(answered).toBeGreaterThan(50);
      expect(failures).toEqual([]);
    });

    it('what mode self had made is removed with the release, also when another mode was chosen last', async () => {
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
      expect(left.stdout).not.toMatch(/secret\/mirrorguard-ca\n|lease.*\/mirrorguard\n/);
    });
  },
);
