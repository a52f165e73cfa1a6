import type { kubectl } from './kubectl.ts';
import { getFromPods } from './metrics.ts';
import { release } from './release.ts';
import { expectSuccess } from './run-command.ts';

const configMap = `${release}-policy`;
let changes = 0;

/** Writes a policy to the ConfigMap of the chart and triggers a sync of the kubelet. */
export async function writePolicy(policy: string): Promise<void> {
  const patch = JSON.stringify({ data: { 'policy.yaml': policy } });
  await expectSuccess('kubectl', [
    'patch',
    'configmap',
    configMap,
    '--namespace',
    release,
    '--type=merge',
    `--patch=${patch}`,
  ]);
  const touched = `e2e/policy=${++changes}`;
  await expectSuccess('kubectl', [
    'annotate',
    'pods',
    '--all',
    '--namespace',
    release,
    '--overwrite',
    touched,
  ]);
}

/** The line about the policy in `/readyz?verbose` of every replica. */
async function policyLines(): Promise<readonly string[]> {
  const texts = await getFromPods('/readyz?verbose');
  return texts.map((text) => text.split('\n').find((line) => line.includes('policy')) ?? text);
}

/** Waits at most 30 s until all replicas report this. */
export async function untilPolicyLines(matches: (line: string) => boolean): Promise<readonly string[]> {
  const endMs = Date.now() + 30_000;
  for (;;) {
    const lines = await policyLines();
    if (lines.every(matches) || Date.now() > endMs) return lines;
  }
}

/** Retries a write at most 30 s until kubectl exits with this status: replicas reload at different times. */
export async function untilStatus(
  status: number,
  write: () => ReturnType<typeof kubectl>,
): ReturnType<typeof kubectl> {
  const endMs = Date.now() + 30_000;
  for (;;) {
    const result = await write();
    if (result.status === status || Date.now() > endMs) return result;
  }
}
