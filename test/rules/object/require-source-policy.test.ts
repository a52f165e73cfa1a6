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
  it('says what the entry has, by default too, and what is wanted', () => {
    expect(check(rule, idms('a').mirror('docker.io/x', ['m.example.com/x']), { options })).toReport({
      path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
      message:
        '"docker.io/x" is AllowContactingSource here, by default, and the policy wants NeverContactSource',
    });
    expect(
      check(rule, idms('a').mirror('docker.io:443/x', ['m.example.com/x'], 'AllowContactingSource'), {
        options,
      }),
    ).toReport({
      message: '"docker.io:443/x" is AllowContactingSource here, and the policy wants NeverContactSource',
    });
  });

  it('goes by the first row that fits', () => {
    expect(
      check(rule, idms('a').mirror('docker.io/library', ['m.example.com/x']), { options }),
    ).toReportNothing();
    expect(
      check(rule, idms('a').mirror('docker.io/library', ['m.example.com/x'], 'NeverContactSource'), {
        options,
      }),
    ).toReport({});
  });

  it('says that an ImageContentSourcePolicy cannot obey', () => {
    expect(check(rule, icsp('a').mirror('docker.io/x', ['m.example.com/x']), { options })).toReport({
      path: 'spec.repositoryDigestMirrors[0].source',
      message: / ImageContentSourcePolicy has no such field: use an ImageDigestMirrorSet$/,
    });
  });

  it('leaves other sources alone, and entries without real mirrors', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/x', ['m.example.com/x']).mirror('docker.io/x', []), { options }),
    ).toReportNothing();
  });
});
