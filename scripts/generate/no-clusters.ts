import type { ClusterAccess } from '../../src/cli/live/cluster-access.ts';

const reject = () => Promise.reject(new Error('no cluster'));

/** Cluster access for commands that read only files. */
export const noClusters: ClusterAccess = { read: reject, diagnose: reject };
