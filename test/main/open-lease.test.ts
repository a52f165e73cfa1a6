import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readOptions } from '../../src/config/read-options.ts';
import { webhookOptions } from '../../src/config/webhook-options.ts';
import { openCertificates } from '../../src/main/certificates.ts';
import { openCheckLease } from '../../src/main/open-lease.ts';
import { temporaryFolder } from '../certificates/temporary-folder.ts';
import { FakeApi } from '../cluster/fake-api.ts';
import { recordingLogger } from '../support/admission-parts.ts';
import { untilTrue } from '../support/until-true.ts';

const stateDir = temporaryFolder();
const leases = '/apis/coordination.k8s.io/v1/namespaces/ns/leases';
const meter = { state() {}, event() {}, restart() {} };
const inCluster = ['--facts=cluster', '--namespace=ns', '--lease-name=guard'];
const selfSigned = [
  '--certificates=self',
  '--service-name=guard',
  '--webhook-configuration=guard',
  '--ca-secret=guard-ca',
];

let api: FakeApi;
beforeEach(async () => {
  api = await new FakeApi().start();
});
afterEach(() => api.stop());

const connect = async () => api.connection;

function options(...args: readonly string[]) {
  const read = readOptions(webhookOptions, args, {});
  if (read.outcome !== 'values') throw new Error(JSON.stringify(read));
  return read.values;
}

const leasesInCluster = () => [...api.objects.keys()].filter((path) => path.startsWith(leases)).toSorted();

describe('openCheckLease', () => {
  it.each(['self', 'files', 'openshift', 'cert-manager'])('is <name>-check in mode %s', async (mode) => {
    const lease = await openCheckLease(options(...inCluster, `--certificates=${mode}`), connect);
    expect(await lease?.acquireOrRenew()).toBe(true);
    expect(leasesInCluster()).toEqual([`${leases}/guard-check`]);
  });

  it('elects one of two replicas', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => openCheckLease(options(...inCluster), connect)),
    );
    expect(await first?.acquireOrRenew()).toBe(true);
    expect(await second?.acquireOrRenew()).toBe(false);
    await first?.release();
    expect(await second?.acquireOrRenew()).toBe(true);
  });

  it.each([
    ['--facts cluster', ['--namespace=ns', '--lease-name=guard']],
    ['--namespace', ['--facts=cluster', '--lease-name=guard']],
    ['--lease-name', ['--facts=cluster', '--namespace=ns']],
  ])('is undefined and does not connect without %s', async (_missing, args) => {
    const failing = () => Promise.reject(new Error('connected'));
    expect(await openCheckLease(options(...args), failing)).toBeUndefined();
  });

  it('does not keep the certificates of mode self from a CA while a pod of another mode holds it', async () => {
    const oldPod = await openCheckLease(options(...inCluster, '--certificates=files'), connect);
    expect(await oldPod?.acquireOrRenew()).toBe(true);
    const newPod = await openCertificates(options(...inCluster, ...selfSigned), {
      stateDir,
      logger: recordingLogger(),
      meter,
      connect,
    });
    await newPod.start(() => {});
    await untilTrue(() => api.objects.has('/api/v1/namespaces/ns/secrets/guard-ca'));
    await newPod.stop();
    expect(leasesInCluster()).toEqual([`${leases}/guard`, `${leases}/guard-check`]);
    expect(await oldPod?.acquireOrRenew()).toBe(true);
  });
});
