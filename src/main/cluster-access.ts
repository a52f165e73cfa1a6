import type { ClusterAccess } from '../cli/live/cluster-access.ts';
import { readLiveCluster } from '../cluster/live/read-live-cluster.ts';
import { connectToTarget } from './connect-on-demand.ts';

/** Running clusters for the CLI. */
export const clusterAccess: ClusterAccess = {
  async read(target) {
    const { api, name } = await connectToTarget(target);
    try {
      return { name, ...(await readLiveCluster(api)) };
    } finally {
      api.close();
    }
  },
};
