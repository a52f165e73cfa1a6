import { describe, it } from '@jest/globals';
import { helm } from './render.ts';

/** Charts are judged by helm itself; where there is none, one line says how to get it. */
export function describeWithHelm(title: string, body: () => void): void {
  if (helm !== undefined) return void describe(title, body);
  describe(title, () => {
    it('is tested where helm is: `test/e2e/cluster/program helm` makes one', () => {});
  });
}
