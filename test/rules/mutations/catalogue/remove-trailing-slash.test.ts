import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../../src/rules/example.ts';
import mutation from '../../../../src/rules/mutations/catalogue/remove-trailing-slash.ts';
import { repairedBy } from '../../../support/repaired-by.ts';

describe('remove-trailing-slash', () => {
  it('removes one and several', () => {
    expect(repairedBy(mutation, idms('a').mirror('quay.io/a/', ['m.io//', '*.io/']))).toEqual(
      idms('a').mirror('quay.io/a', ['m.io', '*.io/']).object,
    );
  });

  it('works on an ImageContentSourcePolicy too', () => {
    expect(repairedBy(mutation, icsp('a').mirror('quay.io/a/', []))).toEqual(
      icsp('a').mirror('quay.io/a', []).object,
    );
  });

  it('leaves slashes elsewhere', () => {
    const { object } = idms('a').mirror('quay.io//a', ['/m.io/a', '/']);
    expect(repairedBy(mutation, idms('a').with(object))).toEqual(object);
  });
});
