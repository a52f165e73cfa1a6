import type { ClusterFacts } from '../../src/model/facts.ts';
import { compilePolicy, type Policy } from '../../src/policy/policy.ts';
import { rules } from '../../src/rules/index.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import { hostileBodies } from '../support/hostile-bodies.ts';
import { fullPolicy, hugeCluster, imageConfigs } from '../support/huge-cluster.ts';
import { hugeWrites } from '../support/huge-writes.ts';
import { knownCluster } from '../support/known-cluster.ts';

const goalMs = 100;
const usualPolicy = compilePolicy({}, rules);

interface Measured {
  readonly name: string;
  readonly ms: number;
  readonly bytes: number;
}

/** Prints the slowest responses to hostile bodies, with all facts of the cluster. */
export async function benchHostile(): Promise<void> {
  const facts = knownCluster();
  const measured: Measured[] = [];
  for (const { name, body } of hostileBodies())
    for (const stage of ['mutate', 'validate'] as const)
      measured.push(await measure(name, { stage, body }, usualPolicy, () => facts));
  report('hostile bodies', measured);
}

/**
 * Prints the slowest responses to well-formed objects of maximum size, in a cluster that contains several of
 * them.
 */
export async function benchLargest(): Promise<void> {
  report('the largest well-formed objects, usual policy', await measureHuge(usualPolicy));
  report(
    'the same with every rule, twenty scopes in each list of the policy, and ten exemptions',
    await measureHuge(fullPolicy),
  );
}

async function measureHuge(policy: Policy): Promise<readonly Measured[]> {
  const facts = hugeCluster(imageConfigs.blocking, []);
  const measured: Measured[] = [];
  for (const { name, stages, body, stored } of hugeWrites()) {
    // Stores the objects again, so no index cache contains results for them.
    const makeFacts = (): ClusterFacts => {
      for (const object of stored) facts.cluster.remove(object);
      for (const object of stored) facts.cluster.apply(object);
      return facts;
    };
    for (const stage of stages) measured.push(await measure(name, { stage, body }, policy, makeFacts));
    for (const object of stored) facts.cluster.remove(object);
  }
  return measured;
}

/** The best of three runs, which excludes garbage collection. */
async function measure(
  name: string,
  call: Parameters<typeof handleReview>[0],
  { mutations, ...settings }: Policy,
  makeFacts: () => ClusterFacts,
): Promise<Measured> {
  const ignore = () => {};
  let ms = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 3; time++) {
    const facts = makeFacts();
    const parts = {
      rules,
      settings: { ...settings, mutations },
      facts: { snapshot: () => ({ facts, takenAtMs: 0 }) },
      audit: { nextId: () => undefined, record: () => undefined, close: async () => {} },
      meter: { count: ignore },
      clock: { nowMs: Date.now, monotonicMs: () => performance.now() },
      logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    } as const;
    const startedMs = performance.now();
    await handleReview(call, parts);
    ms = Math.min(ms, performance.now() - startedMs);
  }
  return { name: `${call.stage}: ${name}`, ms, bytes: call.body.length };
}

function report(title: string, measured: readonly Measured[]): void {
  const slowest = measured.toSorted((a, b) => b.ms - a.ms);
  const missed = measured.filter(({ ms }) => ms > goalMs).length;
  console.log(`\n${title}: ${measured.length} tried, ${missed} above ${goalMs} ms; slowest first`);
  for (const { name, ms, bytes } of slowest.slice(0, 8))
    console.log(
      `  ${ms.toFixed(1).padStart(8)} ms  ${name} (${bytes} bytes)${ms > goalMs ? '  MISSED' : ''}`,
    );
}
