import { describe } from '@jest/globals';

/** Where the state of our own cluster lies: its audit log, its programs. Undefined on a cluster that was given. */
export const ownCluster: string | undefined = process.env.E2E_OWN_CLUSTER;

/** For what needs a hand on the API server or its files: not part of the suite on a cluster that was given. */
export function describeOnOwnCluster(title: string, body: (state: string) => void): void {
  if (ownCluster === undefined) return;
  const state = ownCluster;
  describe(title, () => body(state));
}
