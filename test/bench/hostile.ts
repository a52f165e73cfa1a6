import { answer } from '../../src/admission/admission.ts';
import type { Call } from '../../src/admission/call.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { defaultMutations } from '../../src/policy/mutations/index.ts';
import { rules } from '../../src/policy/rules/index.ts';
import { hostileBodies } from '../support/hostile-bodies.ts';
import { knownCluster } from '../support/known-cluster.ts';

const goalMs = 100;

/**
 * The slowest answers to bodies made to hurt, by every rule in a cluster of which everything is known; each the best of three, so that
 * a collection of garbage is not taken for it.
 */
export async function benchHostile(): Promise<void> {
  const ignore = () => {};
  const facts = knownCluster();
  const parts = {
    rules,
    settings: { enforcement: recommended, mutations: defaultMutations, onDeadline: 'warn', onInternalError: 'warn' },
    facts: { snapshot: () => ({ facts, takenAtMs: 0 }) },
    audit: { record: ignore, close: async () => {} },
    meter: { count: ignore },
    clock: { nowMs: Date.now, monotonicMs: () => performance.now() },
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  } as const;
  const measured: { readonly name: string; readonly ms: number; readonly bytes: number }[] = [];
  for (const { name, body } of hostileBodies())
    for (const stage of ['mutate', 'validate'] as const)
      measured.push({ name: `${stage}: ${name}`, ms: await fastestOf(3, { stage, body }), bytes: body.length });

  async function fastestOf(times: number, call: Call): Promise<number> {
    let fastest = Number.POSITIVE_INFINITY;
    for (let time = 0; time < times; time++) {
      const startedMs = performance.now();
      await answer(call, parts);
      fastest = Math.min(fastest, performance.now() - startedMs);
    }
    return fastest;
  }

  const slowest = measured.toSorted((a, b) => b.ms - a.ms);
  console.log(`\nhostile bodies: ${measured.length} tried, slowest first (goal: none above ${goalMs} ms)`);
  for (const { name, ms, bytes } of slowest.slice(0, 8))
    console.log(`  ${ms.toFixed(1).padStart(8)} ms  ${name} (${bytes} bytes)${ms > goalMs ? '  MISSED' : ''}`);
}
