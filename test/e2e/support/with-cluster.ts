import { useGivenCluster } from './given-cluster.ts';
import { startOwnCluster } from './own-cluster.ts';
import { CannotRun, type TestCluster } from './test-cluster.ts';

const report = (step: string) => process.stderr.write(`e2e: ${step}\n`);

/** Runs `use` with a cluster, deletes the cluster in every case, and returns the exit status of `use`. */
export async function withCluster(use: (cluster: TestCluster) => Promise<number>): Promise<number> {
  // Ctrl-C also ends the programs on the terminal, so `use` returns and the cluster is deleted.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => report(`${signal}: stopping`));
  let cluster: TestCluster;
  try {
    cluster =
      process.env.KUBECONFIG === undefined ? await startOwnCluster(report) : await useGivenCluster(report);
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    report(error.message);
    return 1;
  }
  try {
    return await use(cluster);
  } finally {
    await cluster.close();
  }
}
