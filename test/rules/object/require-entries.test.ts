import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-entries.ts';
import { check } from '../../support/check.ts';

describe('require-entries', () => {
  it('reports an object without list and one with an empty list', () => {
    expect(check(rule, idms('a'))).toReport({
      path: 'spec',
      message: 'ImageDigestMirrorSet has no entries in imageDigestMirrors, so it mirrors nothing',
    });
    expect(check(rule, idms('a').with({ spec: { imageDigestMirrors: [] } }))).toReport({
      path: 'spec.imageDigestMirrors',
    });
  });

  it('accepts one entry', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com/team']))).toReportNothing();
  });

  it('is silent where the structure is broken', () => {
    const structure = [{ path: ['spec', 'imageDigestMirrors'], message: 'must be a list' }];
    expect(
      check(rule, idms('a').with({ spec: { imageDigestMirrors: 'x' } }), { structure }),
    ).toReportNothing();
  });
});
