/**
 * The webhook: reads options, starts, and stops after a signal. Exit status: 0 after a stop, 2 if it could
 * not start.
 */
import { describeOptions } from '../config/option-help.ts';
import { readOptions } from '../config/read-options.ts';
import { webhookOptions } from '../config/webhook-options.ts';
import { createLogger } from '../observability/logger.ts';
import { startWebhook } from './build-webhook.ts';
import { describeOldNode } from './node-version.ts';
import { logNodeWarnings } from './node-warnings.ts';
import { whenOrphaned } from './orphan.ts';
import { findPlaces } from './places.ts';
import { explainStartFailure } from './start-failure.ts';
import { readVersion } from './version.ts';

const couldNotStart = 2;
const say = (text: string) => process.stderr.write(text);

const oldNode = describeOldNode(process.versions.node);
const read = readOptions(webhookOptions, process.argv.slice(2), process.env);
if (oldNode !== undefined) {
  say(`${oldNode}\n`);
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
  say(read.problems.map((problem) => `mirrorguard: ${problem}\n`).join(''));
  process.exitCode = couldNotStart;
} else {
  const { values } = read;
  const logger = createLogger(values.logLevel);
  logNodeWarnings(process, logger);
  const places = findPlaces(import.meta.url, process.env);
  const starting = startWebhook(values, places, logger);
  let isStopping = false;
  // A signal during the start takes effect after the start, so requests in progress are completed.
  const stop = (drainMs: number) => {
    // A second signal stops without waiting.
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
  // `npm start` runs a shell, which does not forward the signal that ends npm.
  if (process.env.npm_lifecycle_event === 'start')
    whenOrphaned(
      () => process.ppid,
      () => isStopping || stop(0),
    );
  try {
    const webhook = await starting;
    // For interactive use; in a pod, programs read standard error line by line.
    if (places.exampleReview !== undefined || process.stderr.isTTY) say(webhook.greeting);
  } catch (error) {
    const explained = explainStartFailure(error);
    say(
      `mirrorguard: ${explained ?? `start failed: ${error instanceof Error ? error.stack : String(error)}`}\n`,
    );
    process.exit(couldNotStart);
  }
}
