import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../../src/rules/example.ts';
import mutation from '../../../../src/rules/mutations/catalog/remove-trailing-slash.ts';
import { applyMutation } from '../../../support/apply-mutation.ts';

describe('remove-trailing-slash', () => {
  it('removes one or several slashes', () => {
    expect(applyMutation(mutation, idms('a').mirror('quay.io/a/', ['m.io//', '*.io/']))).toEqual(
      idms('a').mirror('quay.io/a', ['m.io', '*.io/']).object,
    );
  });

  it('changes an ImageContentSourcePolicy too', () => {
    expect(applyMutation(mutation, icsp('a').mirror('quay.io/a/', []))).toEqual(
      icsp('a').mirror('quay.io/a', []).object,
    );
  });

  it('keeps other slashes', () => {
    const { object } = idms('a').mirror('quay.io//a', ['/m.io/a', '/']);
    expect(applyMutation(mutation, idms('a').with(object))).toEqual(object);
  });
});
