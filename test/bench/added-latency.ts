import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Median durations of 100 creates through the API server, in milliseconds. */
export interface CreateLatency {
  /** The number of creates before, since the pods are ready. */
  readonly from: number;
  readonly none: number;
  readonly allowing: number;
  readonly mirrorguard: number;
}

/**
 * Measures in the test cluster (test/e2e/README.md): the first creates after the start of the pods, and later ones.
 * Empty if this machine cannot run the cluster.
 */
export function measureAddedLatency(): readonly CreateLatency[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['test/e2e/run.ts', 'test/e2e/added-latency.test.ts'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, LATENCY_ROUNDS: '1000' } },
  );
  const [, json] = /create p50 in ms: (\[.*\])/.exec(stdout + stderr) ?? [];
  return json === undefined ? [] : JSON.parse(json);
}
