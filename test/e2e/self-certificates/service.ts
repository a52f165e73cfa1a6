import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Permission, permissions } from '../../../src/cluster/permissions.ts';
import { kubectl, kubectlWith } from '../support/kubectl.ts';
import { expectSuccess } from '../support/run-command.ts';

/** Name of the namespace, Service, configurations and roles. */
export const name = 'self-certificates';
/** Address of the node, on which processes of the test listen. */
const nodeAddress = '10.10.0.1';

const apply = async (object: object) => {
  const { status, stderr } = await kubectlWith(object, ['apply', '--server-side', '--force-conflicts']);
  if (status !== 0) throw new Error(stderr);
};

/** A Service with processes of this machine as endpoints, and a ServiceAccount for them. */
export async function createService(ports: readonly number[]): Promise<void> {
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  await apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: name },
    spec: { ports: [{ port: 443, name: 'webhook' }] },
  });
  for (const port of ports) {
    await apply({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-${port}`, namespace: name, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [nodeAddress], conditions: { ready: true } }],
      ports: [{ name: 'webhook', port, protocol: 'TCP' }],
    });
  }
  await apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: name } });
}

/** Both configurations without a caBundle, as in the chart, for ConfigMaps of the namespace. */
export async function createConfigurations(): Promise<void> {
  const webhook = {
    clientConfig: { service: { name, namespace: name, path: '/' } },
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    failurePolicy: 'Fail',
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
    rules: [
      { apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'], operations: ['CREATE', 'UPDATE'] },
    ],
  };
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const metadata = { name };
  await apply({
    apiVersion,
    kind: 'MutatingWebhookConfiguration',
    metadata,
    webhooks: [{ ...webhook, name: `mutate.${name}.test` }],
  });
  await apply({
    apiVersion,
    kind: 'ValidatingWebhookConfiguration',
    metadata,
    webhooks: [{ ...webhook, name: `validate.${name}.test` }],
  });
}

export async function removeConfigurations(): Promise<void> {
  await kubectl([
    'delete',
    'mutatingwebhookconfiguration,validatingwebhookconfiguration',
    name,
    '--ignore-not-found',
  ]);
}

type Verb = Permission['verbs'][number];

/** The permissions that the chart grants in mode self. */
export function grant(scope: 'cluster' | 'namespace'): Promise<void> {
  return grantAllBut([], scope);
}

async function grantAllBut(withheld: readonly Verb[], scope: 'cluster' | 'namespace'): Promise<void> {
  const ours = permissions.filter((permission) => permission.scope === scope);
  const rules = ours.map((permission) =>
    toRule({ ...permission, verbs: permission.verbs.filter((verb) => !withheld.includes(verb)) }),
  );
  const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1' };
  const kind = scope === 'cluster' ? 'ClusterRole' : 'Role';
  const metadata = { name, namespace: name };
  await apply({ ...rbac, kind, metadata, rules });
  await apply({
    ...rbac,
    kind: `${kind}Binding`,
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: name }],
  });
}

/** All permissions, or some verbs. */
export async function revoke(scope: 'cluster' | 'namespace', verbs?: readonly Verb[]): Promise<void> {
  if (verbs !== undefined) return await grantAllBut(verbs, scope);
  await kubectl([
    'delete',
    scope === 'cluster' ? 'clusterrolebinding' : 'rolebinding',
    name,
    '--namespace',
    name,
    '--ignore-not-found',
  ]);
}

/** A kubeconfig with the token of the ServiceAccount. */
export async function kubeconfigOfReplicas(state: string): Promise<string> {
  const token = (await expectSuccess('kubectl', ['create', 'token', name, '--namespace', name])).trim();
  const file = join(state, `${name}.kubeconfig`);
  await writeFile(
    file,
    (await readFile(join(state, 'admin.kubeconfig'), 'utf8')).replace('admin-token', token),
  );
  return file;
}

function toRule({ group, resources, verbs, only }: Permission) {
  const named = only === undefined ? {} : { resourceNames: [name] };
  return { apiGroups: [group], resources, verbs, ...named };
}
