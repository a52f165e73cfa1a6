import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { KubeConfig } from '@kubernetes/client-node';
import { FilesSource } from '../../src/certificates/files-source.ts';
import { FolderSource } from '../../src/certificates/folder-source.ts';
import { SelfSource } from '../../src/certificates/self/self-source.ts';
import { connectToApi } from '../../src/cluster/client.ts';
import { readOptions } from '../../src/config/read-options.ts';
import { webhookOptions } from '../../src/config/webhook-options.ts';
import { certificateMode, openCertificates } from '../../src/main/certificates.ts';
import { made } from '../certificates/made-certificates.ts';
import { MountedSecret } from '../certificates/mounted-secret.ts';
import { recordingLogger } from '../support/admission-parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-certificates-'));
afterAll(() => rmSync(folder, { recursive: true }));
const log = () => {};
const logger = { debug: log, info: log, warn: log, error: log };
const meter = { state: log, event: log, restart: log };
/** These tests do not call an API server. */
const unused = new KubeConfig();
unused.loadFromClusterAndUser(
  { name: 'unused', server: 'https://localhost:1', skipTLSVerify: false },
  { name: 'unused' },
);
const connection = connectToApi({ config: unused });
afterAll(() => connection.close());

function options(...args: readonly string[]) {
  const read = readOptions(webhookOptions, args, {});
  if (read.outcome !== 'values') throw new Error(JSON.stringify(read));
  return read.values;
}
const open = (...args: readonly string[]) =>
  openCertificates(options(...args), { stateDir: folder, logger, meter, connect: async () => connection });

const ofChart = ['--service-name=guard', '--namespace=ns'];
const ofSelf = [
  ...ofChart,
  '--certificates=self',
  '--webhook-configuration=guard',
  '--ca-secret=guard-ca',
  '--lease-name=guard',
];

describe('openCertificates', () => {
  it('uses the state folder by default, and files with --certificate-dir', async () => {
    expect(certificateMode(options())).toBe('folder');
    expect(await open()).toBeInstanceOf(FolderSource);
    expect(certificateMode(options('--certificate-dir=/certs'))).toBe('files');
    expect(await open('--certificate-dir=/certs')).toBeInstanceOf(FilesSource);
  });

  it('logs a warning after replacing the CA', async () => {
    const stateDir = join(folder, 'state');
    const logger = recordingLogger();
    const startAndStop = async () => {
      const source = await openCertificates(options(), { stateDir, logger, meter });
      await source.start(() => {});
      await source.stop();
      return logger.lines.map(({ level, message }) => `${level}: ${message}`);
    };
    expect(await startAndStop()).toEqual(['info: Created CA', 'info: Created serving certificate']);
    rmSync(join(stateDir, 'ca.key'));
    expect((await startAndStop()).slice(2)).toEqual([
      'warn: Replaced CA',
      'info: Created serving certificate',
    ]);
    expect(logger.lines[2]?.fields).toEqual({
      reason: 'ca.key did not exist, or could not be read',
      caFile: join(stateDir, 'ca.crt'),
    });
  });

  it.each(['files', 'openshift', 'cert-manager'])('reads a mounted Secret in mode %s', async (mode) => {
    expect(await open(`--certificates=${mode}`, '--certificate-dir=/certs')).toBeInstanceOf(FilesSource);
    await expect(open(`--certificates=${mode}`)).rejects.toThrow(
      `--certificates ${mode} also requires --certificate-dir`,
    );
  });

  it('checks the certificate for the name of the Service if Service and namespace are given', async () => {
    const secret = new MountedSecret(join(folder, 'mounted'));
    const { leaf } = await made({ names: ['other.ns.svc'] });
    secret.update({ 'tls.crt': leaf.certificatePem, 'tls.key': leaf.keyPem });
    const source = await open(`--certificate-dir=${secret.directory}`, ...ofChart);
    await source.start(() => {});
    expect(source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('the API server connects to guard.ns.svc'),
    });
    await source.stop();
  });

  it('uses the CA Secret of the cluster in mode self', async () => {
    expect(await open(...ofSelf)).toBeInstanceOf(SelfSource);
  });

  it('reports all missing options of mode self together', async () => {
    await expect(open('--certificates=self', '--namespace=ns')).rejects.toThrow(
      '--certificates self also requires --service-name, --webhook-configuration, --ca-secret, --lease-name',
    );
  });
});
