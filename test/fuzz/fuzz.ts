import fc from 'fast-check';
import { Cost, type Slowest } from './cost.ts';
import type { Target } from './target.ts';

export interface FuzzOptions {
  readonly seed: number;
  readonly runs: number;
  readonly timeMs: number;
  /** Called after each batch of inputs. */
  onProgress?(result: Omit<FuzzResult, 'fault'>): void;
}

export interface FuzzResult {
  readonly target: string;
  readonly inputs: number;
  readonly responses: number;
  readonly slowest: Slowest;
  readonly fault: Fault | undefined;
}

interface Fault {
  readonly seed: number;
  /** The smallest input that fails. */
  readonly input: unknown;
  readonly error: string;
}

/** Small batches: the run ends close to its time limit, and a failed batch repeats quickly. */
const batchRuns = 500;

/** Passes random inputs to a target until it reaches the limit of runs or time, or a response is wrong. */
export async function fuzz(
  target: Target,
  { seed, runs, timeMs, onProgress }: FuzzOptions,
): Promise<FuzzResult> {
  const endMs = performance.now() + timeMs;
  const cost = new Cost();
  let inputs = 0;
  let fault: Fault | undefined;
  for (let batch = 0; inputs < runs && performance.now() < endMs && fault === undefined; batch++) {
    const batchSeed = seed + batch;
    const property = fc.asyncProperty(target.inputs, async (input) => target.check(input, cost));
    const details = await fc.check(property, {
      seed: batchSeed,
      numRuns: Math.min(batchRuns, runs - inputs),
    });
    inputs += details.numRuns;
    onProgress?.({ target: target.name, inputs, responses: cost.responses, slowest: cost.slowest });
    if (!details.failed) continue;
    const { errorInstance, counterexample } = details;
    const error = errorInstance instanceof Error ? (errorInstance.stack ?? '') : String(errorInstance);
    fault = { seed: batchSeed, input: counterexample?.[0], error };
  }
  return { target: target.name, inputs, responses: cost.responses, slowest: cost.slowest, fault };
}
