/** The thread that evaluates large requests. */
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { rules } from '../rules/index.ts';
import type { ReviewMessage } from '../worker/messages.ts';
import { ReviewWorker } from '../worker/review-worker.ts';

// A flood of large requests must not delay small ones, which the main thread evaluates. Only Linux has a
// priority for each thread.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const worker = new ReviewWorker(rules);
parentPort?.on('message', (message: ReviewMessage) => parentPort?.postMessage(worker.evaluate(message)));
