import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-source-policy.ts';
import { check } from '../../support/check.ts';

const options = {
  required: [
    { source: 'docker.io/library', policy: 'AllowContactingSource' },
    { source: 'docker.io', policy: 'NeverContactSource' },
  ],
};

describe('require-source-policy', () => {
  it('names the required and the actual policy', () => {
    expect(check(rule, idms('a').mirror('docker.io/x', ['m.example.com/x']), { options })).toReport({
      path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
      message:
        'mirrorSourcePolicy of "docker.io/x" must be NeverContactSource, but is AllowContactingSource by default; ' +
        'set NeverContactSource',
    });
    expect(
      check(rule, idms('a').mirror('docker.io:443/x', ['m.example.com/x'], 'AllowContactingSource'), {
        options,
      }),
    ).toReport({
      message:
        'mirrorSourcePolicy of "docker.io:443/x" must be NeverContactSource, but is AllowContactingSource; ' +
        'set NeverContactSource',
    });
  });

  it('uses the first matching row', () => {
    expect(
      check(rule, idms('a').mirror('docker.io/library', ['m.example.com/x']), { options }),
    ).toReportNothing();
    expect(
      check(rule, idms('a').mirror('docker.io/library', ['m.example.com/x'], 'NeverContactSource'), {
        options,
      }),
    ).toReport({});
  });

  it('suggests another kind for an ImageContentSourcePolicy', () => {
    expect(check(rule, icsp('a').mirror('docker.io/x', ['m.example.com/x']), { options })).toReport({
      path: 'spec.repositoryDigestMirrors[0].source',
      message: /; ImageContentSourcePolicy does not have the field. Use an ImageDigestMirrorSet$/,
    });
    const subject = icsp('a').mirror('docker.io/x', ['m.example.com/x']);
    expect(check(rule, subject, { options, version: '4.12.45' })).toReport({
      message: /; ImageContentSourcePolicy does not have the field$/,
    });
  });

  it('ignores other sources and entries without mirrors', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/x', ['m.example.com/x']).mirror('docker.io/x', []), { options }),
    ).toReportNothing();
  });
});
