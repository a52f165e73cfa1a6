import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../../src/rules/example.ts';
import mutation from '../../../../src/rules/mutations/catalog/remove-final-source.ts';
import { applyMutation } from '../../../support/apply-mutation.ts';

describe('remove-final-source', () => {
  it('removes the source from the end', () => {
    expect(
      applyMutation(
        mutation,
        idms('a').mirror('quay.io/a', ['m.io/a', 'quay.io/a'], 'AllowContactingSource'),
      ),
    ).toEqual(idms('a').mirror('quay.io/a', ['m.io/a'], 'AllowContactingSource').object);
  });

  it('is off by default', () => {
    expect(mutation.meta.default).toBe('off');
  });

  it('keeps a source with NeverContactSource, in another position, listed twice, or without other mirrors', () => {
    const subject = idms('a')
      .mirror('quay.io/a', ['m.io/a', 'quay.io/a'], 'NeverContactSource')
      .mirror('quay.io/b', ['quay.io/b', 'm.io/b'])
      .mirror('quay.io/c', ['m.io/c', 'quay.io/c', 'm.io/d', 'quay.io/c'])
      .mirror('quay.io/d', ['quay.io/d']);
    expect(applyMutation(mutation, subject)).toEqual(subject.object);
  });
});
