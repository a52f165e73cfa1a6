import { expectSuccess } from './run-command.ts';

/** The bridge of the pods in the test cluster. */
const bridge = 'cni0';

/** Limits traffic to the pods to 200 kbit/s with a short queue. Traffic from the pods is not limited. */
export async function slowDown(): Promise<{ restore(): Promise<void> }> {
  await expectSuccess('tc', [
    'qdisc',
    'add',
    'dev',
    bridge,
    'root',
    'tbf',
    'rate',
    '200kbit',
    'burst',
    '4000',
    'limit',
    '8000',
  ]);
  return {
    async restore() {
      await expectSuccess('tc', ['qdisc', 'del', 'dev', bridge, 'root']);
    },
  };
}
