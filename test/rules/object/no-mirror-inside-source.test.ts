import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-mirror-inside-source.ts';
import { check } from '../../support/check.ts';

describe('no-mirror-inside-source', () => {
  it('reports a mirror below its source', () => {
    expect(check(rule, idms('a').mirror('r.example.com', ['r.example.com/copies']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        'mirror "r.example.com/copies" is inside its source "r.example.com"; ' +
        'nodes redirect image names that refer to the mirror a second time. ' +
        'Move the mirror out of the source',
    });
    expect(check(rule, idms('a').mirror('*.example.com', ['m.example.com:5000/copies']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
    });
  });

  it('allows neighbours, parents and the source itself', () => {
    const subject = idms('a').mirror('r.example.com/team', [
      'r.example.com/team-copies',
      'r.example.com',
      'r.example.com/team',
    ]);
    expect(check(rule, subject)).toReportNothing();
  });
});
