import { ClusterModel } from '../../src/model/cluster-model.ts';
import type { ClusterFacts } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { evaluateWrite } from '../../src/policy/evaluate-write.ts';
import { rules } from '../../src/rules/index.ts';
import { toSubject } from '../../src/webhook/subject.ts';
import { findOracle } from '../conformance/oracle-binary.ts';
import { manifests, mirrorSetOf, newManifest } from './index-worlds.ts';
import { median } from './median.ts';

const storedCounts = [0, 500, 3500, 10_000];
const wholeCounts = [500, 3500, 10_000, 20_000];
/** The Go implementation sorts with a list and needs minutes for more entries. */
const maxForOracle = 20_000;
const rounds = 3000;
const repeats = 5;

const imageConfig = {
  insecureRegistries: ['mirror.dc1.example.net:8443'],
  blockedRegistries: ['quay.io', 'registry-7.example.com/organisation-7'],
};
const clusterVersion = {
  version: newestVersion,
  releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
};

const knownFacts = {
  imageConfig,
  clusterVersion,
  inputDocuments: [],
  nodeDisruption: [],
  drainOverride: false,
  machineConfigPools: [],
  platform: { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: false },
  imagePolicies: [],
};

/** Duration of a one-entry create with this number of stored entries. */
export interface WriteCost {
  readonly storedEntries: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
}

/**
 * Measures one evaluation with all rules. Sizes alternate in each round, so other load affects all of them
 * alike.
 */
export function measureWrites(): readonly WriteCost[] {
  const sheets = storedCounts.map((count): { count: number; facts: ClusterFacts; times: number[] } => {
    const cluster = new ClusterIndex(manifests(count).map(mirrorSetOf));
    return { count, facts: { known: knownFacts, missing: {}, cluster }, times: [] };
  });
  for (let round = -rounds; round < rounds; round++) {
    for (const { count, facts, times } of sheets) {
      const subject = toSubject({
        kind: 'ImageDigestMirrorSet',
        operation: 'CREATE',
        object: newManifest(round + rounds, count),
      });
      const startedMs = performance.now();
      evaluateWrite(subject, { rules, enforcement: recommended, facts, host: 'admission' });
      if (round >= 0) times.push(performance.now() - startedMs);
    }
  }
  return sheets.map(({ count, times }) => ({
    storedEntries: count,
    p50Micros: quantile(times, 0.5) * 1000,
    p99Micros: quantile(times, 0.99) * 1000,
  }));
}

/** The cost of building the model of a whole cluster. */
export interface WholeCost {
  readonly entries: number;
  readonly renderMs: number;
  /** Merge and render in the Go libraries of the MCO; undefined if Go is not installed. */
  readonly goMs: number | undefined;
  readonly indexMs: number;
  readonly bytesPerEntry: number;
}

export function measureWhole(): readonly WholeCost[] {
  const oracle = findOracle();
  return wholeCounts.map((count) => {
    const objects = manifests(count);
    const mirrorSets = objects.map(mirrorSetOf);
    const state = { mirrorSets, imageConfig, ...clusterVersion };
    const image = { registrySources: imageConfig };
    const input = { idms: objects, image, releaseImage: clusterVersion.releaseImage };
    return {
      entries: count,
      renderMs: timed(() => ClusterModel.predict(state).registriesConf),
      goMs: count > maxForOracle ? undefined : oracle?.time([{ name: 'all', input }]).get('all'),
      indexMs: timed(() => indexOf(mirrorSets)),
      bytesPerEntry: heapOf(() => indexOf(mirrorSets)) / count,
    };
  });
}

function indexOf(mirrorSets: ReturnType<typeof mirrorSetOf>[]): ClusterIndex {
  const cluster = new ClusterIndex(mirrorSets);
  cluster.model({ imageConfig, ...clusterVersion });
  return cluster;
}

function timed(work: () => unknown): number {
  const times: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const startedMs = performance.now();
    work();
    times.push(performance.now() - startedMs);
  }
  return median(times);
}

/** Heap per result. Excludes the input objects, which exist before the measurement. */
function heapOf(make: () => object): number {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  // Build several, because unrelated allocations are as large as one small index.
  const kept = Array.from({ length: repeats }, make);
  collectGarbage();
  return (process.memoryUsage().heapUsed - before) / kept.length;
}

function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('run it with --expose-gc: `npm run bench:index`');
  globalThis.gc();
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}
