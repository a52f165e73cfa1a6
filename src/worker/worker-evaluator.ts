import type { Worker } from 'node:worker_threads';
import type { EvaluatedReview, ReviewContext, ReviewEvaluator } from '../webhook/evaluated-review.ts';
import type { Call, Logger } from '../webhook/ports.ts';
import { FactsSender } from './facts-transfer.ts';
import type { ResultMessage, ReviewMessage } from './messages.ts';

export interface WorkerEvaluatorParts {
  /** Starts the thread, which has a heap limit. */
  readonly start: () => Worker;
  readonly logger: Logger;
  /** An idle thread is stopped after this time to free its memory. */
  readonly idleMs: number;
}

/** A running thread, and the state that it has received. */
interface Running {
  readonly worker: Worker;
  readonly facts: FactsSender;
  settings: ReviewMessage['settings'];
}

/**
 * Evaluates large requests in a thread, so they do not block the event loop. The thread has a separate heap:
 * a request that fills it, or that misses its deadline, ends the thread and not the process.
 */
export class WorkerEvaluator implements ReviewEvaluator {
  readonly #parts: WorkerEvaluatorParts;
  #running: Running | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  /** Settles the evaluation in progress, if any. */
  #finish: (review: EvaluatedReview) => void = () => {};
  /** The thread evaluates one request at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: WorkerEvaluatorParts) {
    this.#parts = parts;
  }

  evaluate(call: Call, context: ReviewContext): Promise<EvaluatedReview> {
    const result = this.#last.then(() => this.#evaluate(call, context));
    this.#last = result;
    return result;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idleTimer);
    const running = this.#running;
    this.#running = undefined;
    await running?.worker.terminate();
  }

  #evaluate(call: Call, context: ReviewContext): Promise<EvaluatedReview> {
    clearTimeout(this.#idleTimer);
    const running = this.#start();
    return new Promise((resolve) => {
      const cancel = call.deadline?.whenPast(() => {
        this.#finish({ outcome: 'failed', failure: 'deadline' });
        void this.stop();
      });
      this.#finish = (review) => {
        this.#finish = () => {};
        cancel?.();
        resolve(review);
      };
      const message = messageFor(running, call, context);
      running.worker.postMessage(message, [message.body.buffer]);
    });
  }

  #start(): Running {
    if (this.#running !== undefined) return this.#running;
    const worker = this.#parts.start();
    this.#running = { worker, facts: new FactsSender(), settings: undefined };
    worker.on('message', (result: ResultMessage) => this.#take(worker, result));
    worker.on('error', (err) => this.#lose(worker, err));
    worker.on('exit', (code) => this.#lose(worker, new Error(`the evaluation thread exited with ${code}`)));
    return this.#running;
  }

  #take(worker: Worker, result: ResultMessage): void {
    if (this.#running?.worker !== worker) return;
    this.#stopWhenIdle();
    if (result.outcome === 'threw') this.#fail(result.error);
    else this.#finish(result);
  }

  #lose(worker: Worker, err: unknown): void {
    if (this.#running?.worker !== worker) return;
    void this.stop();
    this.#fail(err);
  }

  #fail(err: unknown): void {
    this.#parts.logger.error('Evaluation failed', { err });
    this.#finish({ outcome: 'failed', failure: 'internal-error' });
  }

  #stopWhenIdle(): void {
    this.#idleTimer = setTimeout(() => void this.stop(), this.#parts.idleMs).unref();
  }
}

function messageFor(
  running: Running,
  { stage, body }: Call,
  { enforcement, mutations, facts, nowMs }: ReviewContext,
): ReviewMessage {
  const isSame = running.settings?.enforcement === enforcement && running.settings.mutations === mutations;
  if (!isSame) running.settings = { enforcement, mutations };
  return {
    stage,
    // A copy, because a transferred body could not be evaluated again.
    body: new Uint8Array(body),
    nowMs,
    facts: running.facts.changes(facts),
    ...(isSame ? {} : { settings: { enforcement, mutations } }),
  };
}
