import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../../src/rules/example.ts';
import mutation from '../../../../src/rules/mutations/catalog/remove-namespace.ts';
import { applyMutation } from '../../../support/apply-mutation.ts';

describe('remove-namespace', () => {
  it('removes the namespace and keeps other metadata', () => {
    const metadata = { name: 'a', labels: { x: 'y' } };
    expect(
      applyMutation(mutation, idms('a').with({ metadata: { ...metadata, namespace: 'default' } })),
    ).toEqual(idms('a').with({ metadata }).object);
  });

  it('ignores metadata of another type', () => {
    const { object } = idms('a').with({ metadata: ['namespace'] });
    expect(applyMutation(mutation, idms('a').with(object))).toEqual(object);
  });
});
