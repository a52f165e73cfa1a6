/**
 * The hooks of the chart: `hooks.mjs uninstall ...` before Helm deletes a release, `hooks.mjs self-test` for
 * `helm test`.
 */
import { parseArgs } from 'node:util';
import { connectToApi } from '../cluster/client.ts';
import { testInstallation } from '../cluster/self-test.ts';
import { uninstall } from '../cluster/uninstall.ts';

const print = (text: string) => process.stdout.write(`mirrorguard: ${text}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    namespace: { type: 'string', default: '' },
    deployment: { type: 'string', default: '' },
    'pod-selector': { type: 'string', default: '' },
    'webhook-configuration': { type: 'string', default: '' },
    'ca-secret': { type: 'string' },
    'lease-name': { type: 'string' },
    'cluster-report': { type: 'string' },
  },
});

const hooks: Readonly<Record<string, () => Promise<void>>> = {
  async uninstall() {
    const {
      namespace,
      deployment,
      'ca-secret': caSecret,
      'lease-name': lease,
      'cluster-report': report,
    } = values;
    const installation = {
      namespace,
      deployment,
      podSelector: values['pod-selector'],
      webhookConfiguration: values['webhook-configuration'],
      ...(caSecret === undefined ? {} : { caSecret }),
      ...(lease === undefined ? {} : { lease }),
      ...(report === undefined ? {} : { clusterReport: report }),
    };
    await uninstall(connectToApi(), installation, print);
  },

  async 'self-test'() {
    const result = await testInstallation(connectToApi());
    print(result.passed ? 'mirrorguard denied an invalid mirror set' : result.reason);
    if (!result.passed) process.exitCode = 1;
  },
};

const hook = hooks[positionals[0] ?? ''];
try {
  if (hook === undefined) throw new Error(`expected one of ${Object.keys(hooks).join(', ')}`);
  await hook();
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
