/** `npm run cluster`: a cluster with mirrorguard installed, and a shell on it. Leaving the shell takes the cluster down. */
import { install } from './support/release.ts';
import { runOnTerminal } from './support/run-command.ts';
import { withCluster } from './support/with-cluster.ts';

process.exitCode = await withCluster(async ({ prefix, env }) => {
  await install({}, { prefix, env });
  process.stderr.write(
    'e2e: kubectl and helm are on PATH; try `kubectl get pods -n mirrorguard`; `exit` takes the cluster down\n',
  );
  const [command = '', ...args] = [...prefix, process.env.SHELL ?? 'bash'];
  return await runOnTerminal(command, args, { ...env, PS1: 'mirrorguard-cluster$ ' });
});
