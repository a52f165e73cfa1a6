import type { ClusterAccess } from '../../src/cli/live/cluster-access.ts';

const reject = () => Promise.reject(new Error('no cluster'));

/** For commands that read files only. */
export const noClusters: ClusterAccess = { read: reject, diagnose: reject };
