import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/no-image-config-deletion.ts';
import { idms, image } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';

describe('no-image-config-deletion', () => {
  it('warns if Image cluster is deleted', () => {
    const stored = image({ blockedRegistries: ['docker.io'] });
    expect(check(rule, { subject: stored, before: stored, operation: 'DELETE' })).toEqual([
      {
        object: expect.objectContaining({ kind: 'Image', name: 'cluster', operation: 'DELETE' }),
        path: [],
        message:
          'no mirror or registry change reaches the nodes until Image cluster exists again; the Cluster ' +
          'Version Operator creates it with empty lists. Update the lists instead',
      },
    ]);
  });

  it('accepts the removal of lists and the deletion of a mirror set', () => {
    const stored = image({ blockedRegistries: ['docker.io'] });
    const mirrors = idms('a').mirror('quay.io/a', ['m.example.com/a']);
    expect(check(rule, { subject: image({}), before: stored })).toEqual([]);
    expect(check(rule, { subject: mirrors, before: mirrors, operation: 'DELETE' })).toEqual([]);
  });
});
