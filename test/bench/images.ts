import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.ts';

const pods = 5000;
const runs = 5;
const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.mjs');

const set = `apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata: {name: team}
spec: {imageDigestMirrors: [{source: quay.io/team, mirrors: [mirror.example.com/team]}]}
`;

/** A pod like those of a chart, with two unique images. */
function pod(index: number): string {
  const digest = String(index).padStart(64, '0');
  return `apiVersion: v1
kind: Pod
metadata:
  name: pod-${index}
  namespace: ns-${index % 100}
  labels:
    app: web
spec:
  initContainers:
  - name: init
    image: quay.io/team/init-${index}:v1
  containers:
  - name: app
    image: quay.io/team/app-${index}@sha256:${digest}
    resources:
      requests: {cpu: 10m, memory: 64Mi}
`;
}

/**
 * Measures `resolve --images` for many pods in YAML, including the start of the process. The target is 2 s.
 */
export async function benchImages(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-images-'));
  const [podsFile, setFile] = [join(folder, 'pods.yaml'), join(folder, 'idms.yaml')];
  writeFileSync(podsFile, Array.from({ length: pods }, (_, index) => pod(index)).join('---\n'));
  writeFileSync(setFile, set);
  const command = [cli, 'resolve', '--images', podsFile, '--in', setFile];
  const times = Array.from({ length: runs }, () => {
    const startedMs = performance.now();
    execFileSync(process.execPath, command, { stdio: 'ignore' });
    return performance.now() - startedMs;
  });
  rmSync(folder, { recursive: true });
  console.log(`resolve --images with ${pods} pods: ${median(times).toFixed(0)} ms`);
}
