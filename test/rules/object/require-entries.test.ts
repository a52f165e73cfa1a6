import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-entries.ts';
import { check } from '../../support/check.ts';

describe('require-entries', () => {
  it('warns about an object without a list and with an empty list', () => {
    expect(check(rule, idms('a'))).toReport({
      path: 'spec.imageDigestMirrors',
      message:
        'ImageDigestMirrorSet has no entries in imageDigestMirrors, so it mirrors nothing; ' +
        'add entries or delete the object',
    });
    expect(check(rule, idms('a').with({ spec: { imageDigestMirrors: [] } }))).toReport({
      path: 'spec.imageDigestMirrors',
    });
  });

  it('allows one entry', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com/team']))).toReportNothing();
  });

  it('leaves a list with another name to no-unknown-field', () => {
    const spec = { repositoryDigestMirrors: [{ source: 'quay.io/team', mirrors: ['m.example.com/team'] }] };
    expect(check(rule, idms('a').with({ spec }))).toReportNothing();
    expect(check(rule, idms('a').with({ spec: { repositoryDigestMirrors: [] } }))).toReport({
      path: 'spec.imageDigestMirrors',
    });
  });

  it('leaves a wrong structure to require-valid-structure', () => {
    const structure = [{ path: ['spec', 'imageDigestMirrors'], message: 'must be a list' }];
    expect(
      check(rule, idms('a').with({ spec: { imageDigestMirrors: 'x' } }), { structure }),
    ).toReportNothing();
  });
});
