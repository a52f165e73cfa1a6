import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-malformed-wildcard-source.ts';
import { check } from '../../support/check.ts';

describe('no-malformed-wildcard-source', () => {
  it('denies a wildcard with a path, with a port, and in the middle', () => {
    for (const source of ['*.example.com/team', '*.example.com:5000', 'quay.io/*', 'a.*.com', '*', '*.'])
      expect(check(rule, idms('a').mirror(source, ['m.example.com/team']))).toReport({
        path: 'spec.imageDigestMirrors[0].source',
        message: `source "${source}" is not a valid wildcard; write a wildcard as *.example.com, without a port or path`,
      });
  });

  it('allows a star before a domain', () => {
    expect(
      check(
        rule,
        idms('a').mirror('*.example.com', ['m.example.com/team']).mirror('*.io', ['m.example.com/team']),
      ),
    ).toReportNothing();
  });

  it('leaves wildcard mirrors to no-wildcard-mirror', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['*.example.com']))).toReportNothing();
  });
});
