import { setTimeout as sleep } from 'node:timers/promises';
import { fieldOf, valueAt } from '../model/json.ts';
import type { ApiAnswer, ApiCall, ApiClient } from './api-connection.ts';
import { secretType } from './certificate-secret.ts';

/** What an installation consists of, as far as removing it has an order. */
export interface Installation {
  readonly namespace: string;
  readonly deployment: string;
  /** Of the Deployment's pods: `app.kubernetes.io/name=mirrorguard,...`. */
  readonly podSelector: string;
  /** Name of both configurations. */
  readonly webhookConfiguration: string;
  /** Made by mirrorguard itself in mode `self`, now or before the mode was changed, so Helm knows nothing of them. */
  readonly caSecret?: string;
  readonly lease?: string;
}

const webhooks = '/apis/admissionregistration.k8s.io/v1';
const pollMs = 500;

/**
 * Removes an installation so that no write of a mirror set fails on the way: first the gate is opened (`failurePolicy: Ignore`),
 * then the pods stop, so that nobody writes a caBundle any more; when they are gone the configurations are removed, then what
 * the pods had made. What is gone already is not missed, so that it can be repeated. Throws when the API server refuses a step.
 */
export async function uninstall(
  api: ApiClient,
  installation: Installation,
  say: (step: string) => void,
): Promise<void> {
  const { namespace, deployment, webhookConfiguration, caSecret, lease } = installation;
  const configurations = ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'].map(
    (resource) => `${webhooks}/${resource}/${webhookConfiguration}`,
  );
  for (const path of configurations) await openGate(api, path);
  say('the gate is open: writes pass unchecked');

  const scale = `/apis/apps/v1/namespaces/${namespace}/deployments/${deployment}`;
  await expectDone(api, {
    method: 'PATCH',
    path: scale,
    body: { spec: { replicas: 0 } },
    contentType: 'application/merge-patch+json',
  });
  await untilPodsAreGone(api, installation);
  say('the pods have stopped');

  for (const path of configurations) await expectDone(api, { method: 'DELETE', path });
  if (caSecret !== undefined)
    await removeOwnSecret(api, `/api/v1/namespaces/${namespace}/secrets/${caSecret}`);
  const leases = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
  if (lease !== undefined) await expectDone(api, { method: 'DELETE', path: `${leases}/${lease}` });
  say('the webhook configurations are removed');
}

async function openGate(api: ApiClient, path: string): Promise<void> {
  const { status, body } = await expectDone(api, { method: 'GET', path });
  if (status === 404) return;
  const webhooks = fieldOf(body, 'webhooks');
  const count = Array.isArray(webhooks) ? webhooks.length : 0;
  const patch = Array.from({ length: count }, (_, index) => ({
    op: 'replace',
    path: `/webhooks/${index}/failurePolicy`,
    value: 'Ignore',
  }));
  await expectDone(api, { method: 'PATCH', path, body: patch, contentType: 'application/json-patch+json' });
}

/** An administrator may have given the name to a Secret of his own, in a mode that does not use it. */
async function removeOwnSecret(api: ApiClient, path: string): Promise<void> {
  const { body } = await expectDone(api, { method: 'GET', path });
  if (fieldOf(body, 'type') === secretType) await expectDone(api, { method: 'DELETE', path });
}

/** Ends with the hook's own deadline, which the chart sets: how long a drain may take is not known here. */
async function untilPodsAreGone(api: ApiClient, { namespace, podSelector }: Installation): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(podSelector)}`;
  for (;;) {
    const { body } = await expectDone(api, { method: 'GET', path });
    const pods = fieldOf(body, 'items');
    if (!Array.isArray(pods) || pods.length === 0) return;
    await sleep(pollMs);
  }
}

async function expectDone(api: ApiClient, call: ApiCall): Promise<ApiAnswer> {
  const answer = await api(call);
  if (answer.status < 300 || answer.status === 404) return answer;
  const reason = valueAt(answer.body, ['message']);
  throw new Error(
    `${call.method} ${call.path}: the API server says ${answer.status}${typeof reason === 'string' ? ` (${reason})` : ''}`,
  );
}
