/**
 * The webhook: reads options, starts, and stops after a signal. Exit status: 0 after a stop, 2 if it could
 * not start.
 */
import { describeOptions } from '../config/option-help.ts';
import { readOptions } from '../config/read-options.ts';
import { webhookOptions } from '../config/webhook-options.ts';
import { createLogger } from '../observability/logger.ts';
import { startWebhook } from './build-webhook.ts';
import { findDefaultPaths } from './default-paths.ts';
import { describeOldNode, logNodeWarnings, onParentExit, readVersion } from './process.ts';
import { explainStartFailure } from './start-failure.ts';

const couldNotStart = 2;
const print = (text: string) => process.stderr.write(text);

const oldNode = describeOldNode(process.versions.node);
const read = readOptions(webhookOptions, process.argv.slice(2), process.env);
if (oldNode !== undefined) {
  print(`${oldNode}\n`);
  process.exitCode = couldNotStart;
} else if (read.outcome === 'help') {
  process.stdout.write(
    'Usage: mirrorguard-webhook [OPTION]...\n\nServes the admission webhook.\n\n' +
      `${describeOptions(webhookOptions)}\n` +
      '  -h, --help\n      Print this help.\n  -V, --version\n      Print the version.\n',
  );
} else if (read.outcome === 'version') {
  process.stdout.write(`${readVersion()}\n`);
} else if (read.outcome === 'problems') {
  print(read.problems.map((problem) => `mirrorguard: ${problem}\n`).join(''));
  process.exitCode = couldNotStart;
} else {
  const { values } = read;
  const logger = createLogger(values.logLevel);
  logNodeWarnings(process, logger);
  const paths = findDefaultPaths(import.meta.url, process.env);
  const starting = startWebhook(values, paths, logger);
  let isStopping = false;
  // A signal during the start takes effect after the start, so requests in progress are completed.
  const stop = (drainMs: number) => {
    // A second signal stops without a drain.
    if (isStopping) process.exit(1);
    isStopping = true;
    starting
      .then((webhook) => webhook.stop({ drainMs }))
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error('Shutdown failed', { err: error });
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', () => stop(values.drainSeconds * 1000));
  process.on('SIGINT', () => stop(0));
  // `npm start` runs a shell that does not forward the signal which ends npm.
  if (process.env.npm_lifecycle_event === 'start')
    onParentExit(
      () => process.ppid,
      () => isStopping || stop(0),
    );
  try {
    const webhook = await starting;
    // For interactive use only; in a pod, programs parse standard error line by line.
    if (paths.exampleReview !== undefined || process.stderr.isTTY) print(webhook.startMessage);
  } catch (error) {
    const details = error instanceof Error ? error.stack : String(error);
    print(`mirrorguard: ${explainStartFailure(error) ?? `start failed: ${details}`}\n`);
    process.exit(couldNotStart);
  }
}
