import type { ClusterAccess, ClusterTarget } from '../cli/live/cluster-access.ts';
import type { ApiConnection } from '../cluster/api-connection.ts';
import { diagnose } from '../cluster/live/diagnose.ts';
import { readLiveCluster } from '../cluster/live/read-live-cluster.ts';
import { connectToTarget } from './connect-on-demand.ts';

/** Access to running clusters for the CLI. */
export const clusterAccess: ClusterAccess = {
  read: (target) => withCluster(target, async (api, name) => ({ name, ...(await readLiveCluster(api)) })),
  diagnose: ({ namespace, nowMs, ...target }) =>
    withCluster(target, async (api, name) => ({ name, checks: await diagnose(api, { namespace, nowMs }) })),
};

async function withCluster<Result>(
  target: ClusterTarget,
  use: (api: ApiConnection, name: string) => Promise<Result>,
): Promise<Result> {
  const { api, name } = await connectToTarget(target);
  try {
    return await use(api, name);
  } finally {
    api.close();
  }
}
