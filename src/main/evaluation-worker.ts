/** The thread that evaluates large requests. */
import { parentPort } from 'node:worker_threads';
import { rules } from '../rules/index.ts';
import type { ReviewMessage } from '../worker/messages.ts';
import { ReviewWorker } from '../worker/review-worker.ts';

const worker = new ReviewWorker(rules);
parentPort?.on('message', (message: ReviewMessage) => parentPort?.postMessage(worker.evaluate(message)));
