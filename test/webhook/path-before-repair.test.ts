import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Repair } from '../../src/rules/mutations/index.ts';
import { pathsBeforeRepair } from '../../src/webhook/path-before-repair.ts';

const list = ['spec', 'imageDigestMirrors', 0, 'mirrors'];
const removalAt = (index: number): Repair => ({
  mutation: 'm',
  op: 'remove',
  path: [...list, index],
  before: '',
  message: '',
});

describe('a place in the repaired object', () => {
  it('is where it was when nothing was removed', () => {
    expect(pathsBeforeRepair([])('spec.imageDigestMirrors[0].mirrors[1]')).toBe(
      'spec.imageDigestMirrors[0].mirrors[1]',
    );
  });

  it('is found in the object that came, for any removals', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(20)), (removed) => {
        const kept = Array.from({ length: 21 }, (_, index) => index).filter(
          (index) => !removed.includes(index),
        );
        const toWritten = pathsBeforeRepair(removed.map(removalAt));
        for (const [now, before] of kept.entries())
          expect(toWritten(`spec.imageDigestMirrors[0].mirrors[${now}]`)).toBe(
            `spec.imageDigestMirrors[0].mirrors[${before}]`,
          );
      }),
    );
  });

  it('is not moved by removals elsewhere', () => {
    const toWritten = pathsBeforeRepair([removalAt(0)]);
    for (const path of ['spec.imageDigestMirrors[1].mirrors[1]', 'spec.imageDigestMirrors[0].source', ''])
      expect(toWritten(path)).toBe(path);
  });
});
