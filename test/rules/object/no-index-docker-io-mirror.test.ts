import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-index-docker-io-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-index-docker-io-mirror', () => {
  it('says what to write instead', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['index.docker.io/team/x']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message: /all pulls of "quay.io\/team" would fail, without fallback; write "docker.io\/team\/x"$/,
    });
  });

  it('leaves docker.io, and index.docker.io with a port, alone', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['docker.io/team/x', 'index.docker.io:443/x/y'])),
    ).toReportNothing();
  });
});
