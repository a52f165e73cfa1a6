import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-default-port-source.ts';
import { check } from '../../support/check.ts';

describe('no-default-port-source', () => {
  it('warns about ports 443 and 80', () => {
    expect(
      check(
        rule,
        idms('a')
          .mirror('quay.io:443/team', ['m.example.com/team'])
          .mirror('r.example.com:80', ['m.example.com/team']),
      ),
    ).toReport(
      {
        path: 'spec.imageDigestMirrors[0].source',
        message: 'source "quay.io:443/team" matches only image names that contain ":443"; remove the port',
      },
      { path: 'spec.imageDigestMirrors[1].source' },
    );
  });

  it('allows other ports, and ports 443 and 80 in mirrors', () => {
    expect(check(rule, idms('a').mirror('r.example.com:8443', ['m.example.com:443/team']))).toReportNothing();
  });
});
