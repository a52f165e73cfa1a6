/** `npm run cluster`: a cluster with mirrorguard and a shell. Leaving the shell deletes the cluster. */
import { install } from './support/release.ts';
import { runOnTerminal } from './support/run-command.ts';
import { withCluster } from './support/with-cluster.ts';

process.exitCode = await withCluster(async ({ prefix, env }) => {
  await install({}, { prefix, env });
  process.stderr.write(
    'e2e: kubectl and helm are on PATH; try `kubectl get pods -n mirrorguard`; `exit` deletes the cluster\n',
  );
  const [command = '', ...args] = [...prefix, process.env.SHELL ?? 'bash'];
  return await runOnTerminal(command, args, { ...env, PS1: 'mirrorguard-cluster$ ' });
});
