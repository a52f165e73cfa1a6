import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { ApiConnection } from '../cluster/api-connection.ts';
import { checkLeaseOf } from '../cluster/permissions.ts';
import type { Values } from '../config/read-options.ts';
import type { webhookOptions } from '../config/webhook-options.ts';
import { type Lease, loadLease } from './connect-on-demand.ts';

type Options = Pick<Values<typeof webhookOptions>, 'facts' | 'namespace' | 'leaseName'>;

/** The Lease of the background check; undefined without a running cluster or a Lease name. */
export async function openCheckLease(
  { facts, namespace, leaseName }: Options,
  connect: () => Promise<ApiConnection>,
): Promise<Lease | undefined> {
  if (facts !== 'cluster' || namespace === undefined || leaseName === undefined) return undefined;
  return createLease({ namespace, name: checkLeaseOf(leaseName) }, await connect());
}

export async function createLease(
  target: { readonly namespace: string; readonly name: string },
  api: ApiConnection,
): Promise<Lease> {
  const LoadedLease = await loadLease();
  return new LoadedLease({ api, ...target, identity: `${hostname()}_${randomUUID()}` });
}
