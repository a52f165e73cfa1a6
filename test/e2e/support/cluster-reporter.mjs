import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const maxLineBytes = 1200;

const last = (command, args) => {
  try {
    return execFileSync(command, args, { encoding: 'utf8' });
  } catch (error) {
    return String(error.stderr || error.message);
  }
};

/** Prints pods, logs and the last audit events of the API server after each failed test. */
export default class ClusterReporter {
  onTestCaseResult(_test, { status, fullName }) {
    if (status !== 'failed') return;
    const release = ['--namespace', 'mirrorguard'];
    const parts = {
      pods: last('kubectl', [...release, 'get', 'pods,endpointslices', '--output=wide']),
      events: last('kubectl', [...release, 'get', 'events', '--sort-by=.lastTimestamp'])
        .split('\n')
        .slice(-6)
        .join('\n'),
      'pod log': last('kubectl', [
        ...release,
        'logs',
        '--selector=app.kubernetes.io/component=webhook',
        '--prefix',
        '--tail=5',
      ]),
      'last audit events of the API server':
        process.env.E2E_OWN_CLUSTER === undefined
          ? 'not available'
          : last('tail', ['-n', '3', join(process.env.E2E_OWN_CLUSTER, 'audit.log')]),
    };
    process.stderr.write(`\n${fullName}\n`);
    for (const [title, text] of Object.entries(parts))
      process.stderr.write(
        `--- ${title}\n${text.replace(new RegExp(`^(.{${maxLineBytes}}).*$`, 'gm'), '$1 ...')}\n`,
      );
  }
}
