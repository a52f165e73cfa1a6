import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-malformed-wildcard-source.ts';
import { check } from '../../support/check.ts';

describe('no-malformed-wildcard-source', () => {
  it('reports a wildcard with a path, with a port, and in the middle', () => {
    for (const source of ['*.example.com/team', '*.example.com:5000', 'quay.io/*', 'a.*.com', '*', '*.'])
      expect(check(rule, idms('a').mirror(source, ['m.example.com/team']))).toReport({
        path: 'spec.imageDigestMirrors[0].source',
        message: /only \*\.example\.com is/,
      });
  });

  it('accepts a star in front of a domain', () => {
    expect(
      check(
        rule,
        idms('a').mirror('*.example.com', ['m.example.com/team']).mirror('*.io', ['m.example.com/team']),
      ),
    ).toReportNothing();
  });

  it('leaves wildcard mirrors to another rule', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['*.example.com']))).toReportNothing();
  });
});
