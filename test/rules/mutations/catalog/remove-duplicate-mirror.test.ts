import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../../src/rules/example.ts';
import mutation from '../../../../src/rules/mutations/catalog/remove-duplicate-mirror.ts';
import { applyMutation } from '../../../support/apply-mutation.ts';

describe('remove-duplicate-mirror', () => {
  it('keeps the first of each mirror at its position', () => {
    const repaired = itms('a').mirror('quay.io/a', ['m.io/b', 'm.io/a']);
    expect(
      applyMutation(mutation, itms('a').mirror('quay.io/a', ['m.io/b', 'm.io/a', 'm.io/b', 'm.io/a'])),
    ).toEqual(repaired.object);
  });

  it('compares case-sensitively and within one entry', () => {
    const { object } = idms('a').mirror('quay.io/a', ['m.io/a', 'M.io/a']).mirror('quay.io/b', ['m.io/a']);
    expect(applyMutation(mutation, idms('a').with(object))).toEqual(object);
  });

  it('does not remove malformed duplicates', () => {
    const { object } = idms('a').mirror('quay.io/a', ['m.io/A', 'm.io/A']);
    expect(applyMutation(mutation, idms('a').with(object))).toEqual(object);
  });

  it('does not change an ImageContentSourcePolicy', () => {
    const { object } = icsp('a').mirror('quay.io/a', ['m.io/a', 'm.io/a']);
    expect(applyMutation(mutation, icsp('a').with(object))).toEqual(object);
  });
});
