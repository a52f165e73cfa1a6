import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-index-docker-io-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-index-docker-io-mirror', () => {
  it('suggests docker.io', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['index.docker.io/team/x']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        'mirror "index.docker.io/team/x" would make every pull of "quay.io/team" fail without fallback; ' +
        'error: "repository name must be canonical"; write "docker.io/team/x"',
    });
  });

  it('allows docker.io, index.docker.io with a port, and registry-1.docker.io', () => {
    expect(
      check(
        rule,
        idms('a').mirror('quay.io/team', [
          'docker.io/team/x',
          'index.docker.io:443/x/y',
          'registry-1.docker.io/x/y',
        ]),
      ),
    ).toReportNothing();
  });
});
