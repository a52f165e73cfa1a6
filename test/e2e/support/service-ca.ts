import type { Authority } from './authority.ts';
import { setCaBundle } from './files-mode.ts';
import { getObject, kubectlWith } from './kubectl.ts';
import { release } from './release.ts';
import { expectSuccess } from './run-command.ts';

const secretAnnotation = 'service.beta.openshift.io/serving-cert-secret-name';
const bundleAnnotation = 'service.beta.openshift.io/inject-cabundle';

interface Annotated {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/**
 * Simulates the service CA operator, which is not available outside OpenShift: issues a Secret for each annotated
 * Service of the namespace, and sets its CA in annotated objects. Repeats until it is stopped.
 */
export function startServiceCa(authority: Authority): { stop(): Promise<void> } {
  const control = { isStopped: false };
  const running = (async () => {
    while (!control.isStopped) {
      await signServices(authority);
      for (const kind of ['mutatingwebhookconfiguration', 'validatingwebhookconfiguration'])
        await injectBundle(authority, kind);
    }
  })();
  return {
    async stop() {
      control.isStopped = true;
      await running;
    },
  };
}

async function signServices(authority: Authority): Promise<void> {
  const { items } = await getObject<{ items: readonly Annotated[] }>('service', '--namespace', release);
  for (const { metadata } of items) {
    const name = metadata.annotations?.[secretAnnotation];
    if (name === undefined || (await exists('secret', name))) continue;
    const { certificate, key } = await authority.issue(`${metadata.name}.${release}.svc`);
    const ownerReferences = [{ apiVersion: 'v1', kind: 'Service', name: metadata.name, uid: metadata.uid }];
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name, namespace: release, ownerReferences },
    };
    await kubectlWith({ ...secret, stringData: { 'tls.crt': certificate, 'tls.key': key } }, ['create']);
  }
}

async function injectBundle({ certificate }: Authority, kind: string): Promise<void> {
  const { items } = await getObject<{ items: readonly Annotated[] }>(kind);
  const caBundle = Buffer.from(certificate).toString('base64');
  for (const { metadata } of items) {
    if (metadata.annotations?.[bundleAnnotation] === 'true') await setCaBundle(kind, metadata.name, caBundle);
  }
}

async function exists(kind: string, name: string): Promise<boolean> {
  return (
    (await expectSuccess('kubectl', [
      'get',
      kind,
      name,
      '--namespace',
      release,
      '--ignore-not-found',
      '--output=name',
    ])) !== ''
  );
}
