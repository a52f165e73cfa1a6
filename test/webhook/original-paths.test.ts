import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AppliedMutation } from '../../src/rules/mutations/index.ts';
import { toOriginalPaths } from '../../src/webhook/original-paths.ts';

const list = ['spec', 'imageDigestMirrors', 0, 'mirrors'];
const removalAt = (index: number): AppliedMutation => ({
  mutation: 'm',
  op: 'remove',
  path: [...list, index],
  before: '',
  message: '',
});

describe('the original path of a path in the mutated object', () => {
  it('is the same if nothing was removed', () => {
    expect(toOriginalPaths([])('spec.imageDigestMirrors[0].mirrors[1]')).toBe(
      'spec.imageDigestMirrors[0].mirrors[1]',
    );
  });

  it('is found for any removals', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(20)), (removed) => {
        const kept = Array.from({ length: 21 }, (_, index) => index).filter(
          (index) => !removed.includes(index),
        );
        const toOriginal = toOriginalPaths(removed.map(removalAt));
        for (const [now, before] of kept.entries())
          expect(toOriginal(`spec.imageDigestMirrors[0].mirrors[${now}]`)).toBe(
            `spec.imageDigestMirrors[0].mirrors[${before}]`,
          );
      }),
    );
  });

  it('is the same after removals elsewhere', () => {
    const toOriginal = toOriginalPaths([removalAt(0)]);
    for (const path of ['spec.imageDigestMirrors[1].mirrors[1]', 'spec.imageDigestMirrors[0].source', ''])
      expect(toOriginal(path)).toBe(path);
  });
});
