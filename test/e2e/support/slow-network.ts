import { expectSuccess } from './run-command.ts';

/** The bridge that the pods of the own cluster hang on. */
const bridge = 'cni0';

/** From now on everything on its way to the pods goes through a line of 200 kbit/s, for a little queues and then is lost; what they send is as fast as ever. */
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
