/** `npm run test:e2e [-- jest arguments]`: runs the suite in a cluster. */
import { join } from 'node:path';
import { runOnTerminal } from './support/run-command.ts';
import { withCluster } from './support/with-cluster.ts';

const jest = join(import.meta.dirname, '..', '..', 'node_modules', 'jest', 'bin', 'jest.js');

process.exitCode = await withCluster(async ({ prefix, env }) => {
  const config = join(import.meta.dirname, 'jest.config.mjs');
  const node = [
    process.execPath,
    '--experimental-vm-modules',
    '--no-warnings',
    jest,
    '--config',
    config,
    ...process.argv.slice(2),
  ];
  const [command = '', ...args] = [...prefix, ...node];
  return await runOnTerminal(command, args, env);
});
