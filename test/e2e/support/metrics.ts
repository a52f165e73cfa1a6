import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { servingName } from './files-mode.ts';
import { kubectlWith } from './kubectl.ts';
import { getPods } from './pods.ts';
import { release } from './release.ts';
import { expectSuccess } from './run-command.ts';

/** Not the namespace of the release, because tests delete it. */
const namespace = 'default';
const rbac = 'rbac.authorization.k8s.io';

interface Response {
  readonly status: number;
  readonly body: string;
}

/** Creates a ServiceAccount that may get /metrics or nothing, and returns a token of it. */
export async function tokenOf(name: 'metrics-reader' | 'without-right'): Promise<string> {
  const metadata = { name: `e2e-${name}` };
  const objects = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata, namespace } },
    ...(name === 'without-right' ? [] : grantOf(metadata)),
  ];
  for (const object of objects) await kubectlWith(object, ['apply']);
  const token = await expectSuccess('kubectl', ['create', 'token', metadata.name, '--namespace', namespace]);
  return token.trim();
}

function grantOf(metadata: { readonly name: string }): readonly object[] {
  const { name } = metadata;
  return [
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRole',
      metadata,
      rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ];
}

/** Deletes what `tokenOf` creates. */
export async function removeAccounts(): Promise<void> {
  const accounts = ['serviceaccount/e2e-metrics-reader', 'serviceaccount/e2e-without-right'];
  const roles = ['clusterrolebinding/e2e-metrics-reader', 'clusterrole/e2e-metrics-reader'];
  for (const objects of [accounts, roles])
    await expectSuccess('kubectl', ['delete', ...objects, '--namespace', namespace, '--ignore-not-found']);
}

interface GetOptions {
  readonly pod: string;
  readonly path: string;
  readonly token?: string;
  /** Default: the certificate is not verified. */
  readonly ca?: string;
}

/** Gets a path of the metrics listener of a pod, as the runbooks describe. */
export async function getFromPod({ pod, path, token, ca }: GetOptions): Promise<Response> {
  const forward = spawn('kubectl', ['port-forward', `pod/${pod}`, ':8444', '--namespace', release]);
  try {
    const [line] = (await once(createInterface(forward.stdout), 'line')) as [string];
    const [, port] = /^Forwarding from 127\.0\.0\.1:(\d+) /.exec(line) ?? [];
    const request = get({
      host: '127.0.0.1',
      port: Number(port),
      path,
      servername: servingName,
      agent: false,
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
      ...(ca === undefined ? { rejectUnauthorized: false } : { ca }),
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, body: await text(response) };
  } finally {
    forward.kill();
  }
}

let reader: Promise<string> | undefined;

/** The text at a path of the metrics listener of each pod that is not terminating. */
export async function getFromPods(path: string): Promise<readonly string[]> {
  reader ??= tokenOf('metrics-reader');
  const token = await reader;
  const pods = (await getPods()).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const responses = pods.map(({ metadata: { name } }) => getFromPod({ pod: name, path, token }));
  return (await Promise.all(responses)).map(({ body }) => body);
}
