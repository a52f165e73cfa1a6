import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-unmatchable-source.ts';
import { check } from '../../support/check.ts';

describe('no-unmatchable-source', () => {
  it('reports a host without dot and port', () => {
    expect(
      check(
        rule,
        idms('a').mirror('ubi9', ['m.example.com/team']).mirror('library/nginx', ['m.example.com/team']),
      ),
    ).toReport(
      {
        path: 'spec.imageDigestMirrors[0].source',
        message: 'source "ubi9" never matches an image name: its host "ubi9" has no dot and no port',
      },
      { path: 'spec.imageDigestMirrors[1].source' },
    );
  });

  it('suggests the registry behind a nickname', () => {
    expect(check(rule, idms('a').mirror('quay/team', ['m.example.com/team']))).toReport({
      message: /did you mean "quay.io\/team"\?$/,
    });
    expect(check(rule, idms('a').mirror('constructor/team', ['m.example.com/team']))).toReport({
      message: /no port$/,
    });
  });

  it('suggests docker.io for index.docker.io', () => {
    expect(check(rule, idms('a').mirror('index.docker.io/library', ['m.example.com/team']))).toReport({
      message: /complete names say docker.io; did you mean "docker.io\/library"\?$/,
    });
  });

  it('accepts localhost, ports and wildcards', () => {
    expect(
      check(
        rule,
        idms('a')
          .mirror('localhost/x', ['m.example.com/team'])
          .mirror('registry:5000', ['m.example.com/team'])
          .mirror('*.io', ['m.example.com/team']),
      ),
    ).toReportNothing();
  });
});
