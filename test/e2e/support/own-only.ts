import { describe, it } from '@jest/globals';

/** For what needs a hand on the API server or its files. On a cluster that was given one line stands for it. */
export function describeOnOwnCluster(title: string, body: (state: string) => void): void {
  const state = process.env.E2E_OWN_CLUSTER;
  describe(title, () => {
    if (state === undefined) it('is left out on a cluster that was given', () => {});
    else body(state);
  });
}
