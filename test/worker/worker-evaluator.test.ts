import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startWorker } from '../../src/main/start-worker.ts';
import { idms } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { handleLargeReview, handleReview } from '../../src/webhook/admission.ts';
import type { AdmissionParts, Call } from '../../src/webhook/ports.ts';
import { WorkerEvaluator } from '../../src/worker/worker-evaluator.ts';
import { recordingLogger, recordingParts } from '../support/admission-parts.ts';
import { evaluationWorker } from '../support/bundles.ts';
import { knownCluster } from '../support/known-cluster.ts';
import { reviewOf, toBytes } from '../support/review.ts';

const facts = knownCluster();
const byEntry = { onDeadline: undefined, onInternalError: undefined };
const snapshot = () => ({ facts, takenAtMs: 999_000 });

const evaluators: WorkerEvaluator[] = [];
afterEach(async () => {
  for (const evaluator of evaluators.splice(0)) await evaluator.stop();
});

/** A real worker thread. */
function open({
  start = () => startWorker(evaluationWorker, 0),
  idleMs = 60_000,
  ...parts
}: Partial<Omit<AdmissionParts, 'settings'>> & {
  readonly start?: () => Worker;
  readonly idleMs?: number;
} = {}) {
  const started: Worker[] = [];
  const logger = recordingLogger();
  const evaluator = new WorkerEvaluator({
    start: () => {
      const worker = start();
      started.push(worker);
      return worker;
    },
    logger,
    idleMs,
  });
  evaluators.push(evaluator);
  const kept = recordingParts({ rules, facts: { snapshot }, settings: byEntry, ...parts });
  const ask = async (call: Partial<Call> & Pick<Call, 'body'>) => {
    const reply = await handleLargeReview({ stage: 'validate', ...call }, kept.parts, evaluator);
    return { ...reply, response: reply.status === 200 ? JSON.parse(reply.body).response : undefined };
  };
  return { ...kept, evaluator, started, logger, ask };
}

const many = (mirror: (index: number) => string, name = 'many') =>
  Array.from({ length: 300 }, (_, index) => index).reduce(
    (object, index) => object.mirror(`quay.io/team-${index}`, [mirror(index)]),
    idms(name),
  );
const validLarge = many((index) => `mirror.example.com/team-${index}`);
const invalidLarge = many(() => '*.example.com');

describe('an evaluation in the thread', () => {
  it('gives the same response, record and metrics as an evaluation in the process', async () => {
    const inProcess = recordingParts({ rules, facts: { snapshot }, settings: byEntry });
    const { ask, records, samples } = open();
    for (const object of [
      validLarge,
      invalidLarge,
      idms('team').mirror('quay.io/team ', ['mirror.example.com/team']),
    ])
      for (const stage of ['mutate', 'validate'] as const) {
        const call = { stage, body: toBytes(reviewOf(object)) };
        const expected = await handleReview(call, inProcess.parts);
        const { response: _, ...reply } = await ask(call);
        expect(reply).toEqual(expected);
        expect(records).toEqual(inProcess.records);
        expect(samples).toEqual(inProcess.samples);
      }
  }, 120_000);

  it('reports a body that is not a review with HTTP 400', async () => {
    const { ask, records } = open();
    expect(await ask({ body: Buffer.from('{"kind":1}') })).toMatchObject({
      status: 400,
      body: expect.stringMatching(/^mirrorguard: /),
    });
    expect(records).toEqual([]);
  }, 60_000);

  it('uses one thread for many requests, and stops it when it is idle', async () => {
    const { ask, started } = open({ idleMs: 50 });
    for (let count = 0; count < 3; count++) await ask({ body: toBytes(reviewOf(validLarge)) });
    expect(started).toHaveLength(1);
    await once(started[0] as Worker, 'exit');
    expect((await ask({ body: toBytes(reviewOf(invalidLarge)) })).response.allowed).toBe(false);
    expect(started).toHaveLength(2);
  }, 60_000);

  it('is repeated if another write was admitted meanwhile', async () => {
    let version = 0;
    // The snapshot changes during the first evaluation.
    const states = [facts, { ...facts }, { ...facts }];
    const source = {
      snapshot: () => ({ facts: states[Math.min(version++, 2)] ?? facts, takenAtMs: 999_000 }),
    };
    const { ask, started, records } = open({ facts: source });
    expect((await ask({ body: toBytes(reviewOf(validLarge)) })).response.allowed).toBe(true);
    // The evaluation of the first snapshot is outdated, so a second evaluation uses the last snapshot.
    expect(version).toBe(4);
    expect(started).toHaveLength(1);
    expect(records).toHaveLength(1);
  }, 60_000);
});

it('an evaluation in the thread leaves the event loop to other requests', async () => {
  const { ask } = open();
  await ask({ body: toBytes(reviewOf(validLarge)) });
  const nested = Array.from({ length: 1500 }, (_, index) => ({
    source: `*.${'a.'.repeat(index % 120)}f${Math.floor(index / 120)}.example.com`,
    mirrors: ['mirror.example.com/x'],
  }));
  const body = toBytes(reviewOf(idms('nested'), { object: { spec: { imageDigestMirrors: nested } } }));
  let isDone = false;
  const asked = ask({ body }).then(() => {
    isDone = true;
  });
  let turns = 0;
  let busyMs = 0;
  while (!isDone) {
    const before = process.threadCpuUsage();
    await nextTurn();
    const { user, system } = process.threadCpuUsage(before);
    busyMs = Math.max(busyMs, (user + system) / 1000);
    turns += 1;
  }
  await asked;
  // The evaluation takes hundreds of milliseconds of CPU time, all of it in the worker thread.
  expect(turns).toBeGreaterThan(100);
  expect(busyMs).toBeLessThan(50);
}, 60_000);

describe('an evaluation that the thread cannot finish', () => {
  const endless = () => new Worker('setInterval(() => {}, 1000)', { eval: true });
  const soon = {
    isPast: () => false,
    whenPast: (callback: () => void) => {
      const timer = setTimeout(callback, 50);
      return () => clearTimeout(timer);
    },
  };

  it('follows the failurePolicy at the deadline, and the next request gets a new thread', async () => {
    for (const [failurePolicy, allowed] of [
      ['Fail', false],
      ['Ignore', true],
    ] as const) {
      const { ask, started, records } = open({ start: endless });
      const call = { body: toBytes(reviewOf(validLarge)), failurePolicy, deadline: soon };
      for (const count of [1, 2]) {
        expect((await ask(call)).response).toMatchObject({ uid: 'uid-1', allowed });
        expect(started).toHaveLength(count);
      }
      expect(records).toMatchObject([
        { verdict: allowed ? 'allow' : 'deny', failure: 'deadline', name: 'many', objectAfter: null },
        { failure: 'deadline' },
      ]);
    }
  }, 60_000);

  it('is denied under Fail if it fills the heap of the thread, which does not end the process', async () => {
    const filling =
      'const kept = []; require("node:worker_threads").parentPort.on("message", () => ' +
      '{ for (;;) kept.push(Array.from({ length: 10000 }, Math.random)); })';
    const { ask, started, logger } = open({
      start: () => new Worker(filling, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } }),
    });
    expect((await ask({ body: toBytes(reviewOf(validLarge)) })).response).toMatchObject({
      allowed: false,
      auditAnnotations: { failure: 'internal-error' },
    });
    expect(started).toHaveLength(1);
    expect(logger.lines).toMatchObject([
      { level: 'error', message: 'Evaluation failed', fields: { err: { code: 'ERR_WORKER_OUT_OF_MEMORY' } } },
    ]);
  }, 60_000);

  it('is denied under Fail if the thread does not start or exits', async () => {
    for (const code of ['throw new Error("broken")', 'process.exit(3)']) {
      const { ask, logger } = open({ start: () => new Worker(code, { eval: true }) });
      const { response } = await ask({ body: toBytes(reviewOf(validLarge)) });
      expect(response).toMatchObject({ allowed: false, auditAnnotations: { failure: 'internal-error' } });
      expect(logger.lines).toHaveLength(1);
    }
  }, 60_000);
});
