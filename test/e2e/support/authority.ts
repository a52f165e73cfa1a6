import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectSuccess } from './run-command.ts';

export interface ServingCertificate {
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
}

/** A CA created with openssl, for certificates that mirrorguard does not issue. */
export interface Authority {
  /** PEM of the CA's own certificate. */
  readonly certificate: string;
  /** @param name DNS name or IP address */
  issue(name: string): Promise<ServingCertificate>;
  close(): Promise<void>;
}

const openssl = (...args: readonly string[]) => expectSuccess('openssl', args);
const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];

export async function createAuthority(): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'mirrorguard-authority-'));
  const inFolder = (name: string) => join(folder, name);
  const read = (name: string) => readFile(inFolder(name), 'utf8');
  const caFiles = ['-keyout', inFolder('ca.key'), '-out', inFolder('ca.crt')];
  await openssl(
    'req',
    '-x509',
    ...elliptic,
    ...caFiles,
    '-days',
    '2',
    '-subj',
    '/CN=e2e authority',
    '-addext',
    'basicConstraints=critical,CA:TRUE',
  );
  return {
    certificate: await read('ca.crt'),
    async issue(name) {
      const kind = /^[0-9.]+$/.test(name) ? 'IP' : 'DNS';
      await writeFile(inFolder('leaf.ext'), `subjectAltName=${kind}:${name}\nextendedKeyUsage=serverAuth\n`);
      await openssl(
        'req',
        ...elliptic,
        '-keyout',
        inFolder('leaf.key'),
        '-out',
        inFolder('leaf.csr'),
        '-subj',
        '/CN=e2e',
      );
      const signer = ['-CA', inFolder('ca.crt'), '-CAkey', inFolder('ca.key'), '-CAcreateserial'];
      const request = [
        '-in',
        inFolder('leaf.csr'),
        '-out',
        inFolder('leaf.crt'),
        '-days',
        '1',
        '-extfile',
        inFolder('leaf.ext'),
      ];
      await openssl('x509', '-req', ...request, ...signer);
      return { certificate: await read('leaf.crt'), key: await read('leaf.key') };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
