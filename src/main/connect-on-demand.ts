import type { ApiConnection } from '../cluster/api-connection.ts';
import type { Lease } from '../cluster/lease.ts';
import { UnusableOptions } from './start-failure.ts';

/**
 * Loads the Kubernetes client and connects. The client is more than half of the program, in memory and
 * startup time, so a process without a cluster must not load it. Rejects with `UnusableOptions` if no API
 * server is configured.
 */
export async function connectOnDemand(): Promise<ApiConnection> {
  const { connectToApi } = await import('../cluster/client.ts');
  try {
    return connectToApi();
  } catch (error) {
    throw new UnusableOptions(error instanceof Error ? error.message : String(error));
  }
}

export async function loadLease(): Promise<typeof Lease> {
  return (await import('../cluster/lease.ts')).Lease;
}
