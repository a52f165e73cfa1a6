import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { helm } from '../../scripts/helm.ts';

const cache =
  process.env.E2E_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mirrorguard-e2e');

const isHelm4 = () =>
  helm !== undefined &&
  !spawnSync(helm, ['version', '--short'], { encoding: 'utf8' }).stdout.startsWith('v3.');

export const helm3 = join(cache, 'bin', 'helm3');

/** Prints the images that oc-mirror finds in a chart; built from oc-mirror/main.go. */
export const ocMirrorImages = join(cache, 'bin', 'oc-mirror-images');

/** Reports the suite as skipped if a program is missing. CI builds all programs. */
function describeIf(isAvailable: boolean, title: string, need: string, body: () => void): void {
  if (isAvailable) describe(title, body);
  else describe.skip(`${title} (${need})`, body);
}

export function describeWithHelm(title: string, body: () => void): void {
  describeIf(helm !== undefined, title, 'requires helm: test/e2e/cluster/program helm', body);
}

/** For tests of features that Helm 3 supports only with a cluster. */
export function describeWithHelm4(title: string, body: () => void): void {
  describeIf(isHelm4(), title, 'requires helm 4: test/e2e/cluster/program helm', body);
}

/** For tests that render with the library that oc-mirror uses. */
export function describeWithOcMirror(title: string, body: () => void): void {
  const isAvailable = helm !== undefined && existsSync(ocMirrorImages);
  describeIf(isAvailable, title, 'requires test/e2e/cluster/program helm oc-mirror-images', body);
}

export function describeWithHelm3And4(title: string, body: () => void): void {
  const isAvailable = existsSync(helm3) && isHelm4();
  describeIf(isAvailable, title, 'requires test/e2e/cluster/program helm helm3', body);
}
