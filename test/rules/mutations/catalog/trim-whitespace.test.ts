import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../../src/rules/example.ts';
import mutation from '../../../../src/rules/mutations/catalog/trim-whitespace.ts';
import { applyMutation } from '../../../support/apply-mutation.ts';

describe('trim-whitespace', () => {
  it('removes all ASCII whitespace at both ends', () => {
    expect(applyMutation(mutation, idms('a').mirror(' \t\r\n\f\vquay.io/a \n', ['m.io/a ']))).toEqual(
      idms('a').mirror('quay.io/a', ['m.io/a']).object,
    );
  });

  it('keeps whitespace inside, other space characters, and values that contain only whitespace', () => {
    const { object } = idms('a').mirror('quay.io/a b', ['m.io/a\u00a0', ' ', '\ufeffm.io/a']);
    expect(applyMutation(mutation, idms('a').with(object))).toEqual(object);
  });
});
