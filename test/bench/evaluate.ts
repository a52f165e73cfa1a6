import type { ClusterFacts } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { rules } from '../../src/rules/index.ts';
import { defaultMutations } from '../../src/rules/mutations/index.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import type { AdmissionParts } from '../../src/webhook/ports.ts';
import { median } from './median.ts';
import { objectOf, reviewOf } from './reviews.ts';

const rounds = 5;
const requests = 400;

const facts: ClusterFacts = {
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

/**
 * Measures the CPU time per request with all rules, from the bytes of the request to the response and the
 * record.
 */
export async function benchEvaluation(): Promise<void> {
  console.log(
    `\nevaluation without network (CPU time per response, ${rounds} rounds of ${requests}, median)`,
  );
  for (const entries of [1, 50]) {
    const bodies = Array.from({ length: requests }, (_, index) =>
      Buffer.from(reviewOf(objectOf(entries, `team${index}`))),
    );
    const micros: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const micro = cpuMicrosOf(() =>
        bodies.forEach((body) => void handleReview({ stage: 'validate', body }, parts)),
      );
      // The first round warms up.
      if (round > 0) micros.push(micro / requests);
    }
    console.log(`  ${String(entries).padStart(2)} entries: ${median(micros).toFixed(0)} us`);
  }
}

const nothing = () => {};
const parts: AdmissionParts = {
  rules,
  settings: {
    enforcement: recommended,
    mutations: defaultMutations,
    onDeadline: 'warn',
    onInternalError: 'warn',
  },
  facts: { snapshot: () => ({ facts, takenAtMs: 0 }) },
  audit: {
    nextId: () => undefined,
    record(make) {
      make();
      return undefined;
    },
    close: async () => {},
  },
  meter: { count: nothing },
  clock: { nowMs: Date.now, monotonicMs: () => performance.now() },
  logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
};

function cpuMicrosOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
