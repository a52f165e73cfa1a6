import type { ClusterTarget } from '../cli/live/cluster-access.ts';
import type { ApiConnection } from '../cluster/api-connection.ts';
import type { EventWriter } from '../cluster/event-writer.ts';
import type { Lease } from '../cluster/lease.ts';
import { UnusableOptions } from './start-failure.ts';

export type { Lease };

/**
 * Loads the Kubernetes client and connects. The client is more than half of the program in memory and startup
 * time, so a process without a cluster must not load it. Rejects with `UnusableOptions` if no API server is
 * configured.
 */
export async function connectOnDemand(): Promise<ApiConnection> {
  const { connectToApi } = await import('../cluster/client.ts');
  try {
    return connectToApi();
  } catch (error) {
    throw new UnusableOptions(error instanceof Error ? error.message : String(error));
  }
}

/** Like `connectOnDemand`, for the cluster of a kubeconfig. Rejects with a message for the user. */
export async function connectToTarget(
  target: ClusterTarget,
): Promise<{ readonly api: ApiConnection; readonly name: string }> {
  const { connectToApi, loadKubeConfig } = await import('../cluster/client.ts');
  const config = loadKubeConfig(target);
  return { api: connectToApi({ config }), name: describeCluster(config) };
}

function describeCluster(config: {
  readonly getCurrentContext: () => string;
  readonly getCurrentCluster: () => { readonly server: string } | null;
}): string {
  const server = config.getCurrentCluster()?.server ?? '';
  return `context ${JSON.stringify(config.getCurrentContext())}, ${server}`;
}

export async function loadLease(): Promise<typeof Lease> {
  return (await import('../cluster/lease.ts')).Lease;
}

export async function loadEventWriter(): Promise<typeof EventWriter> {
  return (await import('../cluster/event-writer.ts')).EventWriter;
}
