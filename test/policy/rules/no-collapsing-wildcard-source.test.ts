import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/policy/example.ts';
import rule from '../../../src/policy/rules/no-collapsing-wildcard-source.ts';
import { check } from '../../support/check.ts';

describe('no-collapsing-wildcard-source', () => {
  it('notes every wildcard that has mirrors', () => {
    expect(check(rule, idms('a').mirror('*.example.com', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /use the same mirror path/,
    });
    expect(check(rule, idms('a').mirror('*.example.com').mirror('quay.io/team', ['m.example.com/team']))).toReportNothing();
  });
});
