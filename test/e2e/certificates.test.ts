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

  it('self: the pods make their own, and write the CA where the API server looks for it', async () => {
    await installStandard();
    expect(await isGuarded()).toBe(true);
  });

  it('self: an uninstalled release leaves neither its CA nor its lease', async () => {
    await installStandard();
    await uninstall();
    const left = await kubectl(['get', 'secret,lease', '--namespace', release, '--output=name']);
    expect(left.stdout).not.toMatch(/mirrorguard-ca|lease/);
  });

  it('openshift: the Secret that service-ca makes is served, and its CA trusted (service-ca is played by the test)', async () => {
    const authority = await createAuthority();
    const serviceCa = startServiceCa(authority);
    await install({ 'certificates.mode': 'openshift' });
    await expectEventually(isGuarded);
    await serviceCa.stop();
    await authority.close();
  });
});

describeOnOwnCluster('cert-manager', 'cert-manager, which the scripts of the own cluster start', () => {
  beforeAll(async () => {
    await expectSuccess(join(import.meta.dirname, 'cluster', 'cert-manager-up'), []);
    await uninstall();
  });
  afterAll(uninstall);

  it('makes the certificate, injects its CA, and a renewed one is served without a restart', async () => {
    await install({ 'certificates.mode': 'cert-manager' });
    await expectEventually(isGuarded);
    const before = await servedSerial();
    const podsBefore = (await getPods()).map(({ metadata }) => metadata.uid).toSorted();
    // Without its Secret the Certificate is issued anew.
    await expectSuccess('kubectl', ['delete', 'secret', `${release}-cert-manager`, '--namespace', release]);
    await expectEventually(async () => ![before, ''].includes(await servedSerial()));
    expect(await isGuarded()).toBe(true);
    expect((await getPods()).map(({ metadata }) => metadata.uid).toSorted()).toEqual(podsBefore);
  });
});

describeOnOwnCluster('files', 'a way from this process to the addresses of pods', () => {
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

  it('a new leaf and a new CA, brought in one after the other, fail no write', async () => {
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

/** Of the certificate that every pod serves; empty while they differ. */
async function servedSerial(): Promise<string> {
  const addresses = (await getPods()).flatMap(({ status }) => status.podIP ?? []);
  const serials = new Set(await Promise.all(addresses.map(serialAt)));
  return serials.size === 1 ? ([...serials][0] ?? '') : '';
}

function serialAt(host: string): Promise<string> {
  return new Promise((resolve) => {
    // Looked at, not trusted: whether it is to be trusted is for the API server to say.
    const socket = connect({ host, port: 8443, servername: servingName, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.end();
    });
    socket.on('error', () => resolve(''));
  });
}
