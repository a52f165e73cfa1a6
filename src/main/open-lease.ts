import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { ApiConnection } from '../cluster/api-connection.ts';
import { type Lease, loadLease } from './connect-on-demand.ts';

type Connect = () => ApiConnection | Promise<ApiConnection>;

/** The Lease of this process, which certificates and the background check share; undefined without a name. */
export async function openLease(
  {
    namespace,
    leaseName: name,
  }: { readonly namespace: string | undefined; readonly leaseName: string | undefined },
  connect: Connect,
): Promise<Lease | undefined> {
  return namespace === undefined || name === undefined
    ? undefined
    : createLease({ namespace, name }, connect);
}

export async function createLease(
  target: { readonly namespace: string; readonly name: string },
  connect: Connect,
): Promise<Lease> {
  const LoadedLease = await loadLease();
  return new LoadedLease({ api: await connect(), ...target, identity: `${hostname()}_${randomUUID()}` });
}
