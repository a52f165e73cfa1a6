import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-valid-structure.ts';
import { check } from '../../support/check.ts';

describe('require-valid-structure', () => {
  it('reports each structure problem at its path', () => {
    const structure = [
      { path: ['spec'], message: 'is missing' },
      {
        path: ['spec', 'imageDigestMirrors', 2, 'source'],
        message: 'source must be a string, but is the number 7',
      },
    ];
    expect(check(rule, idms('a'), { structure })).toReport(
      { path: 'spec', message: 'is missing' },
      { path: 'spec.imageDigestMirrors[2].source', message: 'source must be a string, but is the number 7' },
    );
  });

  it('allows an object with the right structure', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com/team']))).toReportNothing();
  });
});
