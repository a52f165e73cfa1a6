import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiConnection, patchType, unlessNotFound } from './api-connection.ts';
import { secretType } from './certificate-secret.ts';
import { checkLeaseOf } from './permissions.ts';
import { reportKinds } from './report-store.ts';

/** The parts of an installation that must be removed in a specific order. */
export interface Installation {
  readonly namespace: string;
  readonly deployment: string;
  /** Selects the pods of the Deployment: `app.kubernetes.io/name=mirrorguard,...`. */
  readonly podSelector: string;
  /** The name of both configurations. */
  readonly webhookConfiguration: string;
  /**
   * The Secret that mirrorguard creates in mode `self`. Helm does not own it, and it can exist after the mode
   * was changed.
   */
  readonly caSecret?: string;
  /** The Lease of the certificate authority. The name of the background check's Lease is derived from it. */
  readonly lease?: string;
  /** The report of the background check. */
  readonly clusterReport?: string;
}

type UninstallApi = Pick<
  ApiConnection,
  'admission' | 'apps' | 'coordination' | 'core' | 'customObjects' | 'options'
>;

const pollMs = 500;

/**
 * Removes an installation in an order in which no write of a mirror set fails. Sets `failurePolicy: Ignore`,
 * stops the pods, which write caBundle, and then deletes the webhook configurations and the objects that the
 * pods created. Skips objects that do not exist, so it can be repeated. Rejects if the API server rejects a
 * step.
 */
export async function uninstall(
  api: UninstallApi,
  installation: Installation,
  log: (step: string) => void,
): Promise<void> {
  await ignoreFailures(api, installation);
  log('Set failurePolicy to Ignore: writes are no longer checked');

  await stopPods(api, installation);
  log('Stopped the pods');

  const { namespace, webhookConfiguration: name, caSecret, lease, clusterReport } = installation;
  await unlessNotFound(api.admission.deleteValidatingWebhookConfiguration({ name }));
  await unlessNotFound(api.admission.deleteMutatingWebhookConfiguration({ name }));
  if (caSecret !== undefined) await deleteOwnSecret(api, { namespace, name: caSecret });
  for (const one of lease === undefined ? [] : [lease, checkLeaseOf(lease)])
    await unlessNotFound(api.coordination.deleteNamespacedLease({ namespace, name: one }));
  if (clusterReport !== undefined) await deleteReports(api, clusterReport);
  log('Deleted the webhook configurations');
}

/** The API server responds with 404 if the report or its kind does not exist. */
async function deleteReports({ customObjects }: UninstallApi, name: string): Promise<void> {
  for (const { group, version, plural } of reportKinds)
    await unlessNotFound(customObjects.deleteClusterCustomObject({ group, version, plural, name }));
}

async function ignoreFailures(
  { admission }: UninstallApi,
  { webhookConfiguration: name }: Installation,
): Promise<void> {
  const validating = await unlessNotFound(admission.readValidatingWebhookConfiguration({ name }));
  if (validating !== undefined)
    await unlessNotFound(
      admission.patchValidatingWebhookConfiguration({ name, body: ignorePatch(validating.webhooks) }),
    );
  const mutating = await unlessNotFound(admission.readMutatingWebhookConfiguration({ name }));
  if (mutating !== undefined)
    await unlessNotFound(
      admission.patchMutatingWebhookConfiguration({ name, body: ignorePatch(mutating.webhooks) }),
    );
}

/** A JSON patch, which the generated call sends by default. */
function ignorePatch(webhooks: readonly unknown[] = []) {
  return webhooks.map((_, index) => ({
    op: 'replace',
    path: `/webhooks/${index}/failurePolicy`,
    value: 'Ignore',
  }));
}

/** Has no timeout: the chart sets the deadline of the hook, and the duration of a drain is unknown here. */
async function stopPods(api: UninstallApi, installation: Installation): Promise<void> {
  const { namespace, deployment: name, podSelector: labelSelector } = installation;
  const body = { spec: { replicas: 0 } };
  const options = api.options({ contentType: patchType.merge });
  await unlessNotFound(api.apps.patchNamespacedDeployment({ namespace, name, body }, options));
  for (;;) {
    const pods = await unlessNotFound(api.core.listNamespacedPod({ namespace, labelSelector }));
    if (pods === undefined || pods.items.length === 0) return;
    await sleep(pollMs);
  }
}

/** In another certificate mode, an administrator can own a Secret of this name. */
async function deleteOwnSecret(
  { core }: UninstallApi,
  secret: { readonly namespace: string; readonly name: string },
): Promise<void> {
  const stored = await unlessNotFound(core.readNamespacedSecret(secret));
  if (stored?.type === secretType) await unlessNotFound(core.deleteNamespacedSecret(secret));
}
