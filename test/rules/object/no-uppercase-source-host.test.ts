import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-uppercase-source-host.ts';
import { check } from '../../support/check.ts';

describe('no-uppercase-source-host', () => {
  it('reports hosts and wildcards', () => {
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
        message: /does not match image names that write "quay.io"/,
      },
      { path: 'spec.imageDigestMirrors[1].source', message: /"example.com"/ },
    );
  });

  it('does not mind mirrors, whose host is looked up in the DNS', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['M.example.com/team']))).toReportNothing();
  });
});
