import { useGivenCluster } from './given-cluster.ts';
import { startOwnCluster } from './own-cluster.ts';
import { CannotRun, type TestCluster } from './test-cluster.ts';

const say = (step: string) => process.stderr.write(`e2e: ${step}\n`);

/** Hands a cluster to `use` and takes it down afterwards, whatever happened; gives the exit status of `use` back. */
export async function withCluster(use: (cluster: TestCluster) => Promise<number>): Promise<number> {
  // Ctrl-C reaches the programs on the terminal too: they end, `use` returns, and the cluster is taken down as always.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => say(`${signal}: stopping`));
  let cluster: TestCluster;
  try {
    cluster = process.env.KUBECONFIG === undefined ? await startOwnCluster(say) : await useGivenCluster(say);
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    say(error.message);
    return 1;
  }
  try {
    return await use(cluster);
  } finally {
    await cluster.close();
  }
}
