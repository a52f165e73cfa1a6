import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-valid-structure.ts';
import { check } from '../../support/check.ts';

describe('require-valid-structure', () => {
  it('reports what the structure check found, where it found it', () => {
    const structure = [
      { path: ['spec'], message: 'is missing' },
      { path: ['spec', 'imageDigestMirrors', 2, 'source'], message: 'must be a string, and is 7' },
    ];
    expect(check(rule, idms('a'), { structure })).toReport(
      { path: 'spec', message: 'is missing' },
      { path: 'spec.imageDigestMirrors[2].source', message: 'must be a string, and is 7' },
    );
  });

  it('has nothing to say about an object of the right shape', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com/team']))).toReportNothing();
  });
});
