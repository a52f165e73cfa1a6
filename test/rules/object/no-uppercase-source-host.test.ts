import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-uppercase-source-host.ts';
import { check } from '../../support/check.ts';

describe('no-uppercase-source-host', () => {
  it('warns about hosts and wildcards', () => {
    expect(
      check(
        rule,
        idms('a')
          .mirror('Quay.io/team', ['m.example.com/team'])
          .mirror('*.Example.com', ['m.example.com/team']),
      ),
    ).toReport(
      {
        path: 'spec.imageDigestMirrors[0].source',
        message:
          'source "Quay.io/team" does not match image names with "quay.io", because nodes compare hosts ' +
          'case-sensitively; write the host in lowercase',
      },
      { path: 'spec.imageDigestMirrors[1].source', message: /"example.com"/ },
    );
  });

  it('allows uppercase letters in mirrors, whose host is resolved with DNS', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['M.example.com/team']))).toReportNothing();
  });
});
