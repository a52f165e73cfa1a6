import type { FactSheet } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { rules } from '../../src/rules/index.ts';
import { defaultMutations } from '../../src/rules/mutations/index.ts';
import { answer } from '../../src/webhook/admission.ts';
import { Recent } from '../../src/webhook/recent.ts';
import { median } from './median.ts';
import { objectOf, reviewOf } from './reviews.ts';

const rounds = 5;
const requests = 400;

const facts: FactSheet = {
  known: {
    imageConfig: {},
    clusterVersion: { version: newestVersion },
    nodeDisruption: [],
    machineConfigPools: [],
    drainOverride: false,
  },
  missing: {},
  cluster: new ClusterIndex(),
};

/** CPU time of one answer with every rule, from the bytes of the request to those of the answer and of the record: first rulings, and remembered ones. */
export async function benchJudging(): Promise<void> {
  console.log(`\njudging without the network (CPU time an answer, ${rounds} rounds of ${requests}, medians)`);
  for (const entries of [1, 50]) {
    const bodies = Array.from({ length: requests }, (_, index) =>
      Buffer.from(reviewOf(objectOf(entries, `team${index}`))),
    );
    const first = { micros: [] as number[], parts: () => partsWith(undefined) };
    const again = { micros: [] as number[], parts: () => partsWith(new Recent()) };
    for (let round = 0; round <= rounds; round++) {
      for (const { micros, parts } of [first, again]) {
        const asked = parts();
        if (asked.recent !== undefined) for (const body of bodies) answer({ stage: 'validate', body }, asked);
        const micro = cpuMicrosOf(() =>
          bodies.forEach((body) => void answer({ stage: 'validate', body }, asked)),
        );
        // The first round warms up.
        if (round > 0) micros.push(micro / requests);
      }
    }
    console.log(
      `  ${String(entries).padStart(2)} entries: first ${median(first.micros).toFixed(0)} us, again ${median(again.micros).toFixed(0)} us ` +
        `(${(median(first.micros) / median(again.micros)).toFixed(1)} times as much)`,
    );
  }
}

function partsWith(recent: Recent | undefined) {
  const nothing = () => {};
  return {
    rules,
    settings: {
      enforcement: recommended,
      mutations: defaultMutations,
      onDeadline: 'warn',
      onInternalError: 'warn',
    } as const,
    facts: { snapshot: () => ({ facts, takenAtMs: 0 }) },
    audit: { record: (make: () => string) => void make(), close: async () => {} },
    meter: { count: nothing },
    clock: { nowMs: Date.now, monotonicMs: () => performance.now() },
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    ...(recent === undefined ? {} : { recent }),
  };
}

function cpuMicrosOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
