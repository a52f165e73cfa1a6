import { expectSuccess } from './run-command.ts';

/** All pods of the test cluster. */
const pods = '10.244.0.0/24';
const toApiServer = ['INPUT', '--source', pods, '--protocol', 'tcp', '--dport', '443', '--jump', 'DROP'];
const fromApiServer = [
  'OUTPUT',
  '--destination',
  pods,
  '--protocol',
  'tcp',
  '--sport',
  '443',
  '--jump',
  'DROP',
];

/**
 * Drops all packets between the pods and the port of the API server. No connection is closed. The API server
 * can still call webhooks, because it opens those connections itself.
 */
export async function cutSilently(): Promise<{ restore(): Promise<void> }> {
  const change = async (action: '--insert' | '--delete') => {
    for (const rule of [toApiServer, fromApiServer]) await expectSuccess('iptables', [action, ...rule]);
  };
  await change('--insert');
  return { restore: () => change('--delete') };
}
