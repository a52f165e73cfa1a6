import type { Authority, ServingCertificate } from './authority.ts';
import { kubectlWith } from './kubectl.ts';
import { release } from './release.ts';
import { expectSuccess } from './run-command.ts';

export const servingName = `${release}.${release}.svc`;
/** The default name of the chart. */
const secretName = `${release}-tls`;

/** The steps of mode files: create the Secret before the installation, and set caBundle after it. */
export const filesMode = { 'certificates.mode': 'files' };

export async function storeServingCertificate(
  { certificate, key }: ServingCertificate,
  ca: string,
): Promise<void> {
  await kubectlWith({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: release } }, ['apply']);
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: secretName, namespace: release },
    stringData: { 'tls.crt': certificate, 'tls.key': key, 'ca.crt': ca },
  };
  await kubectlWith(secret, ['apply', '--server-side', '--force-conflicts']);
}

/** @param authorities more than one during a change of the CA */
export async function trust(...authorities: readonly Pick<Authority, 'certificate'>[]): Promise<void> {
  const caBundle = Buffer.from(authorities.map(({ certificate }) => certificate).join('')).toString('base64');
  const patch = JSON.stringify([{ op: 'add', path: '/webhooks/0/clientConfig/caBundle', value: caBundle }]);
  for (const kind of ['mutatingwebhookconfiguration', 'validatingwebhookconfiguration'])
    await expectSuccess('kubectl', ['patch', kind, release, '--type=json', `--patch=${patch}`]);
}
