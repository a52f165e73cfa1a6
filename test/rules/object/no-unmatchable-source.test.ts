import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-unmatchable-source.ts';
import { check } from '../../support/check.ts';

describe('no-unmatchable-source', () => {
  it('denies a host without a dot or port', () => {
    expect(
      check(
        rule,
        idms('a').mirror('ubi9', ['m.example.com/team']).mirror('library/nginx', ['m.example.com/team']),
      ),
    ).toReport(
      {
        path: 'spec.imageDigestMirrors[0].source',
        message:
          'source "ubi9" matches no image name because its host "ubi9" has no dot and no port; ' +
          'write the full image name',
      },
      { path: 'spec.imageDigestMirrors[1].source' },
    );
  });

  it('suggests the registry for a short form', () => {
    expect(check(rule, idms('a').mirror('quay/team', ['m.example.com/team']))).toReport({
      message: /did you mean "quay.io\/team"\?$/,
    });
    expect(check(rule, idms('a').mirror('constructor/team', ['m.example.com/team']))).toReport({
      message: /no port; write the full image name$/,
    });
  });

  it.each(['index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'])(
    'suggests docker.io for %s',
    (host) => {
      for (const path of ['', '/library'])
        expect(check(rule, idms('a').mirror(`${host}${path}`, ['m.example.com/team']))).toReport({
          path: 'spec.imageDigestMirrors[0].source',
          message:
            `source "${host}${path}" matches no image name; image names contain docker.io instead. ` +
            `Write "docker.io${path}"`,
        });
    },
  );

  it('allows other hosts of Docker Hub domains', () => {
    expect(
      check(rule, idms('a').mirror('docker.com/team', ['m.example.com/team', 'registry-1.docker.io/team'])),
    ).toReportNothing();
  });

  it('allows localhost, ports and wildcards', () => {
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
