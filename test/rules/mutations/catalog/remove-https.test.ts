import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../../src/rules/example.ts';
import mutation from '../../../../src/rules/mutations/catalog/remove-https.ts';
import { applyMutation } from '../../../support/apply-mutation.ts';

describe('remove-https', () => {
  it('removes https:// from source and mirrors', () => {
    expect(applyMutation(mutation, idms('a').mirror('https://quay.io/a', ['https://m.io:5000']))).toEqual(
      idms('a').mirror('quay.io/a', ['m.io:5000']).object,
    );
  });

  it('does not remove other schemes', () => {
    const { object } = idms('a').mirror('http://quay.io/a', ['docker://m.io/a', 'HTTPS://m.io/a']);
    expect(applyMutation(mutation, idms('a').with(object))).toEqual(object);
  });

  it('does not change a value that would remain invalid', () => {
    const { object } = idms('a').mirror('https://', ['https://https://m.io/a', 'https://m.io/A']);
    expect(applyMutation(mutation, idms('a').with(object))).toEqual(object);
  });

  it('keeps the port', () => {
    expect(applyMutation(mutation, idms('a').mirror('https://quay.io:443/a', []))).toEqual(
      idms('a').mirror('quay.io:443/a', []).object,
    );
  });
});
