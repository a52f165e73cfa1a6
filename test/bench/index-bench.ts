import { ClusterModel } from '../../src/model/cluster-model.ts';
import type { FactSheet } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { evaluateWrite } from '../../src/policy/evaluate-write.ts';
import { rules } from '../../src/rules/index.ts';
import { toSubject } from '../../src/webhook/subject.ts';
import { findOracle } from '../conformance/oracle-binary.ts';
import { manifests, mirrorSetOf, newManifest } from './index-worlds.ts';
import { median } from './median.ts';

const storedCounts = [0, 1000, 10_000, 100_000];
const wholeCounts = [1000, 5000, 10_000, 20_000, 100_000];
/** The Go original sorts with a list: beyond this it needs minutes. */
const mostForOracle = 20_000;
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

/** What one write costs beside so many stored entries, with all rules. */
export function benchWrites(): void {
  const sheets = storedCounts.map((count): { count: number; facts: FactSheet; times: number[] } => {
    const cluster = new ClusterIndex(manifests(count).map(mirrorSetOf));
    return {
      count,
      facts: { known: { imageConfig, clusterVersion, inputDocuments: [] }, missing: {}, cluster },
      times: [],
    };
  });
  // One after the other in each round, so that whatever else the machine does hits all of them alike.
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
  console.log(`\none-entry create, ${rules.length} rules, ${rounds} rounds\n`);
  console.log('stored entries   p50 µs   p99 µs   p50 to empty   p99 to empty');
  const [empty] = sheets;
  for (const { count, times } of sheets) {
    const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
    const [p50Empty, p99Empty] = [quantile(empty?.times ?? [], 0.5), quantile(empty?.times ?? [], 0.99)];
    console.log(
      row(
        [14, count],
        [9, (p50 * 1000).toFixed(0)],
        [9, (p99 * 1000).toFixed(0)],
        [15, (p50 / p50Empty).toFixed(2)],
        [15, (p99 / p99Empty).toFixed(2)],
      ),
    );
  }
}

/** What the whole cluster costs: the model from nothing to the bytes of the file, and the index that saves doing so. */
export function benchWhole(): void {
  const oracle = findOracle();
  console.log(
    `\nwhole cluster, median of ${repeats}; the Go libraries of the operator merge and render${oracle === undefined ? ' (no Go here)' : ''}\n`,
  );
  console.log('entries   model and render ms   Go ms   index ms   heap of index, bytes an entry');
  for (const count of wholeCounts) {
    const objects = manifests(count);
    const mirrorSets = objects.map(mirrorSetOf);
    const modelMs = timed(
      () => ClusterModel.predict({ mirrorSets, imageConfig, ...clusterVersion }).registriesConf,
    );
    const input = {
      name: 'all',
      input: {
        idms: objects,
        image: { registrySources: imageConfig },
        releaseImage: clusterVersion.releaseImage,
      },
    };
    const goMs = count > mostForOracle ? undefined : oracle?.time([input]).get('all');
    const indexMs = timed(() => indexOf(mirrorSets));
    const bytes = heapOf(() => indexOf(mirrorSets)) / count;
    console.log(
      row(
        [7, count],
        [22, modelMs.toFixed(0)],
        [8, goMs?.toFixed(0) ?? '-'],
        [11, indexMs.toFixed(0)],
        [32, bytes.toFixed(0)],
      ),
    );
  }
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

/** Beyond what the objects themselves take, which whoever collects them has anyway. */
function heapOf(make: () => object): number {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  // Several, because what else comes and goes in the meantime weighs as much as a small one.
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

function row(...cells: readonly (readonly [width: number, value: string | number])[]): string {
  return cells.map(([width, value]) => String(value).padStart(width)).join('');
}
