import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../../src/rules/example.ts';
import mutation from '../../../../src/rules/mutations/catalog/remove-status.ts';
import { applyMutation } from '../../../support/apply-mutation.ts';

describe('remove-status', () => {
  it('removes a status of any type', () => {
    for (const status of [{}, null, { conditions: [] }])
      expect(applyMutation(mutation, idms('a').with({ status }))).toEqual(idms('a').object);
  });

  it('keeps other fields named status', () => {
    const { object } = idms('a').with({ spec: { status: {} } });
    expect(applyMutation(mutation, idms('a').with(object))).toEqual(object);
  });
});
