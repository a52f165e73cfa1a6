import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-broad-source.ts';
import { check } from '../../support/check.ts';

describe('no-broad-source', () => {
  it('warns where a public registry is blocked as a whole', () => {
    expect(check(rule, idms('a').mirror('quay.io', ['m.example.com/team'], 'NeverContactSource'))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'source "quay.io" covers the whole registry, and with NeverContactSource nothing outside the mirrors can be pulled from it',
    });
  });

  it('only notes it otherwise', () => {
    expect(check(rule, idms('a').mirror('quay.io', ['m.example.com/team']))).toReport({ severity: 'audit' });
    expect(check(rule, idms('a').mirror('*.io', ['m.example.com/team']))).toReport({
      severity: 'audit',
      message: /every registry below the domain/,
    });
  });

  it('does not mind private registries, parts of public ones, and entries without mirrors', () => {
    const subject = idms('a')
      .mirror('r.example.com', ['m.example.com/team'])
      .mirror('quay.io/team', ['m.example.com/team'])
      .mirror('*.example.com', ['m.example.com/team'])
      .mirror('ghcr.io')
      .mirror('quay.io:8443', ['m.example.com/team']);
    expect(check(rule, subject)).toReportNothing();
  });
});
