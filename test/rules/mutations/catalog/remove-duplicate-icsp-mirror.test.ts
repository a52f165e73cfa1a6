import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../../src/rules/example.ts';
import mutation from '../../../../src/rules/mutations/catalog/remove-duplicate-icsp-mirror.ts';
import { applyMutation } from '../../../support/apply-mutation.ts';

describe('remove-duplicate-icsp-mirror', () => {
  it('keeps the first of each mirror', () => {
    expect(applyMutation(mutation, icsp('a').mirror('quay.io/a', ['m.io/a', 'm.io/a', 'm.io/b']))).toEqual(
      icsp('a').mirror('quay.io/a', ['m.io/a', 'm.io/b']).object,
    );
  });

  it('is off by default and applies only to this kind', () => {
    expect(mutation.meta.default).toBe('off');
    const { object } = idms('a').mirror('quay.io/a', ['m.io/a', 'm.io/a']);
    expect(applyMutation(mutation, idms('a').with(object))).toEqual(object);
  });
});
