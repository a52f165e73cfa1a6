import type { Authority, ServingCertificate } from './authority.ts';
import { getObject, kubectlWith } from './kubectl.ts';
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
  for (const kind of ['mutatingwebhookconfiguration', 'validatingwebhookconfiguration'])
    await setCaBundle(kind, release, caBundle);
}

/** Sets caBundle of every webhook of a configuration. */
export async function setCaBundle(kind: string, name: string, caBundle: string): Promise<void> {
  const { webhooks } = await getObject<{ readonly webhooks: readonly unknown[] }>(kind, name);
  const patch = webhooks.map((_, index) => ({
    op: 'add',
    path: `/webhooks/${index}/clientConfig/caBundle`,
    value: caBundle,
  }));
  await expectSuccess('kubectl', ['patch', kind, name, '--type=json', `--patch=${JSON.stringify(patch)}`]);
}
