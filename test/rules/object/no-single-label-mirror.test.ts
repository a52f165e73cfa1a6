import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-single-label-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-single-label-mirror', () => {
  it('denies a mirror host without a dot or port', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com/team', 'mirror/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message:
        'mirror "mirror/team" would make every pull of "quay.io/team" fail without fallback; ' +
        'its host "mirror" has no dot and no port; error: "repository name must be canonical". ' +
        'Write the full DNS name',
    });
  });

  it('denies a single label without a path too', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['mirror']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
    });
  });

  it('allows a dot, a port, or localhost', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['m.local/team', 'mirror:5000/team', 'localhost/team'])),
    ).toReportNothing();
  });
});
