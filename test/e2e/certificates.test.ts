import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Authority, createAuthority } from './support/authority.ts';
import { expectEventually } from './support/eventually.ts';
import { filesMode, servingName, storeServingCertificate, trust } from './support/files-mode.ts';
import { isGuarded } from './support/guarded.ts';
import { kubectl } from './support/kubectl.ts';
import { startLoad } from './support/load.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { getPods } from './support/pods.ts';
import { install, release } from './support/release.ts';
import { expectSuccess, runCommand } from './support/run-command.ts';
import { startServiceCa } from './support/service-ca.ts';
import { installStandard } from './support/standard-installation.ts';

const uninstall = () =>
  runCommand('helm', ['uninstall', release, '--namespace', release, '--wait', '--ignore-not-found']);

describe('certificates', () => {
  beforeEach(uninstall);
  afterAll(uninstall);

  it('are issued by the pods in mode self, which also set caBundle', async () => {
    await installStandard();
    expect(await isGuarded()).toBe(true);
  });

  it('leave no CA and no Lease after the release is uninstalled in mode self', async () => {
    await installStandard();
    await uninstall();
    const left = await kubectl(['get', 'secret,lease', '--namespace', release, '--output=name']);
    expect(left.stdout).not.toMatch(/mirrorguard-ca|lease/);
  });

  it('come from the Secret of the (simulated) service CA operator in mode openshift', async () => {
    const authority = await createAuthority();
    const serviceCa = startServiceCa(authority);
    await install({ 'certificates.mode': 'openshift' });
    await expectEventually(isGuarded);
    await serviceCa.stop();
    await authority.close();
  });
});

describeOnOwnCluster('cert-manager', 'cert-manager, which the scripts of the test cluster start', () => {
  beforeAll(async () => {
    await expectSuccess(join(import.meta.dirname, 'cluster', 'cert-manager-up'), []);
    await uninstall();
  });
  afterAll(uninstall);

  it('issues the certificate, injects its CA, and renews it without a restart', async () => {
    await install({ 'certificates.mode': 'cert-manager' });
    await expectEventually(isGuarded);
    const before = await servedSerial();
    const podsBefore = (await getPods()).map(({ metadata }) => metadata.uid).toSorted();
    // cert-manager issues the Certificate again if its Secret does not exist.
    await expectSuccess('kubectl', ['delete', 'secret', `${release}-cert-manager`, '--namespace', release]);
    await expectEventually(async () => ![before, ''].includes(await servedSerial()));
    expect(await isGuarded()).toBe(true);
    expect((await getPods()).map(({ metadata }) => metadata.uid).toSorted()).toEqual(podsBefore);
  });
});

describeOnOwnCluster('mode files', 'access from this process to the addresses of pods', () => {
  let first: Authority;
  let second: Authority;
  beforeAll(async () => {
    await uninstall();
    [first, second] = await Promise.all([createAuthority(), createAuthority()]);
    await storeServingCertificate(await first.issue(servingName), first.certificate);
    await install(filesMode);
    await trust(first);
  });
  afterAll(async () => {
    await uninstall();
    await removeAllMirrorSets();
    await Promise.all([first.close(), second.close()]);
  });

  it('replaces the certificate and then the CA without a failed write', async () => {
    const before = await servedSerial();
    const load = startLoad();
    await trust(first, second);
    await storeServingCertificate(await second.issue(servingName), second.certificate);
    await expectEventually(async () => ![before, ''].includes(await servedSerial()));
    await trust(second);
    await expectEventually(isGuarded);
    const { answered, failures } = await load.stop();
    process.stderr.write(`certificate rotation: ${answered} writes, ${failures.length} failed\n`);
    expect(failures).toEqual([]);
  });
});

/** The serial number of the certificate that every pod serves; empty if they differ. */
async function servedSerial(): Promise<string> {
  const addresses = (await getPods()).flatMap(({ status }) => status.podIP ?? []);
  const serials = new Set(await Promise.all(addresses.map(serialAt)));
  return serials.size === 1 ? ([...serials][0] ?? '') : '';
}

function serialAt(host: string): Promise<string> {
  return new Promise((resolve) => {
    // The test only reads the certificate; the API server verifies it.
    const socket = connect({ host, port: 8443, servername: servingName, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.end();
    });
    socket.on('error', () => resolve(''));
  });
}
