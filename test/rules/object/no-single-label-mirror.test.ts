import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-single-label-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-single-label-mirror', () => {
  it('says that nothing can be pulled any more', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com/team', 'mirror/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message:
        'with mirror "mirror/team" all pulls of "quay.io/team" would fail, without fallback: its host "mirror" has no dot and no port',
    });
  });

  it('reports a single word without path as well', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['mirror']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
    });
  });

  it('accepts a dot, a port, or localhost', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['m.local/team', 'mirror:5000/team', 'localhost/team'])),
    ).toReportNothing();
  });
});
