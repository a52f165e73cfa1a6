import { spawnSync } from 'node:child_process';
import { describe, it } from '@jest/globals';
import { helm } from './render.ts';

/** Charts are judged by helm itself; where there is none, one line says how to get it. */
export function describeWithHelm(title: string, body: () => void): void {
  if (helm !== undefined) return void describe(title, body);
  describe(title, () => {
    it('is tested where helm is: `test/e2e/cluster/program helm` makes one', () => {});
  });
}

/** For what Helm 3 does only in a cluster, such as showing its notes. */
export function describeWithHelm4(title: string, body: () => void): void {
  const isOld =
    helm !== undefined &&
    spawnSync(helm, ['version', '--short'], { encoding: 'utf8' }).stdout.startsWith('v3.');
  if (!isOld) return void describeWithHelm(title, body);
  describe(title, () => {
    it('is tested with Helm 4: Helm 3 needs a cluster for it', () => {});
  });
}
