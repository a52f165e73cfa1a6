import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = join(import.meta.dirname, '..', '..', 'dist');

/**
 * The programs as they are released; the npm scripts that run tests update them. They start in a fifth of the
 * time of the sources, which are several hundred files whose types Node.js would have to remove.
 */
export const cliProgram = join(dist, 'cli.mjs');
export const webhookProgram = join(dist, 'webhook.mjs');
export const evaluationWorker = pathToFileURL(join(dist, 'evaluation-worker.mjs'));
