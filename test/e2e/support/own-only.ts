import { describe } from '@jest/globals';

/**
 * For tests that require the machines of the cluster. Reports them as skipped on the cluster of KUBECONFIG.
 *
 * @param requirement completes "requires ..."
 */
export function describeOnOwnCluster(
  title: string,
  requirement: string,
  body: (state: string) => void,
): void {
  const state = process.env.E2E_OWN_CLUSTER;
  if (state !== undefined) return void describe(title, () => body(state));
  const reason = `requires ${requirement}`;
  process.stderr.write(`e2e: skipped ${title}: ${reason}\n`);
  describe.skip(`${title} (${reason})`, () => body(''));
}
