import { describe, it } from '@jest/globals';

/**
 * For what needs a hand on the machines of the cluster. On a cluster that was given one line stands for it, and says why.
 *
 * @param needs completes "left out on a cluster that was given: it needs ..."
 */
export function describeOnOwnCluster(title: string, needs: string, body: (state: string) => void): void {
  const state = process.env.E2E_OWN_CLUSTER;
  if (state !== undefined) return void describe(title, () => body(state));
  const reason = `left out on a cluster that was given: it needs ${needs}`;
  process.stderr.write(`e2e: ${title}: ${reason}\n`);
  describe(title, () => {
    it(`is ${reason}`, () => {});
  });
}
