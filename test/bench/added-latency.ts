import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Median durations of a create through the API server, in milliseconds. */
export interface CreateLatency {
  readonly none: number;
  readonly allowing: number;
  readonly mirrorguard: number;
}

/** Measures in the test cluster (test/e2e/README.md). Undefined if this machine cannot run the cluster. */
export function measureAddedLatency(): CreateLatency | undefined {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['test/e2e/run.ts', 'test/e2e/added-latency.test.ts'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, LATENCY_ROUNDS: '300' } },
  );
  const [, json] = /create p50 in ms: (\{.*\})/.exec(stdout + stderr) ?? [];
  return json === undefined ? undefined : JSON.parse(json);
}
