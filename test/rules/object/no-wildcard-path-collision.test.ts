import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-wildcard-path-collision.ts';
import { check } from '../../support/check.ts';

describe('no-wildcard-path-collision', () => {
  it('reports every wildcard with mirrors', () => {
    expect(check(rule, idms('a').mirror('*.example.com', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /use the same mirror path/,
    });
    expect(
      check(rule, idms('a').mirror('*.example.com').mirror('quay.io/team', ['m.example.com/team'])),
    ).toReportNothing();
  });
});
