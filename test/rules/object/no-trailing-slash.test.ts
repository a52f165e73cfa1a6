import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-trailing-slash.ts';
import { check } from '../../support/check.ts';

describe('no-trailing-slash', () => {
  it('suggests the value without the slash', () => {
    expect(check(rule, idms('a').mirror('quay.io/team/', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: 'source "quay.io/team/" ends with a slash; write "quay.io/team"',
    });
  });

  it('reports several trailing slashes once', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com///']))).toReport({
      message: /write "m.example.com"$/,
    });
  });

  it('denies a mirror in an ImageContentSourcePolicy before OpenShift 4.16, because it breaks every pull', () => {
    const subject = icsp('a').mirror('quay.io/team/', ['m.example.com/team/']);
    expect(check(rule, subject, { version: '4.15.30' })).toReport({
      path: 'spec.repositoryDigestMirrors[0].mirrors[0]',
      message:
        'mirror "m.example.com/team/" ends with a slash; every pull of "quay.io/team/" would fail without fallback. ' +
        'Write "m.example.com/team"',
    });
  });

  it('leaves slashes inside the path to require-valid-location', () => {
    expect(check(rule, idms('a').mirror('quay.io//team', ['m.example.com/team']))).toReportNothing();
  });
});
