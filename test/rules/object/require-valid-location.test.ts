import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-valid-location.ts';
import { check } from '../../support/check.ts';

describe('require-valid-location', () => {
  it('names the first invalid label of the host', () => {
    expect(check(rule, idms('a').mirror('quay_x.io/team', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'source "quay_x.io/team" is invalid: the host "quay_x" (character 1) contains "_"; ' +
        'use only letters, digits and inner hyphens',
    });
  });

  it('names the port', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['m.example.com:port/team', 'm.example.com:/team'])),
    ).toReport(
      { message: /the port "port" \(character 15\) is not a number; write host/ },
      { message: /the port "" \(character 15\) is empty; write host/ },
    );
  });

  it('names the path component', () => {
    expect(check(rule, idms('a').mirror('quay.io/team/foo..bar', ['m.example.com/team']))).toReport({
      message: /the path component "foo..bar" \(character 14\) has consecutive separators/,
    });
  });

  it('reports the host and the path of one value once each', () => {
    expect(check(rule, idms('a').mirror('quay-.io/_a/_b', ['m.example.com/team']))).toReport(
      { message: /the host "quay-"/ },
      { message: /the path component "_a"/ },
    );
  });

  it('denies an empty value', () => {
    expect(check(rule, icsp('a').mirror('', ['']))).toReport(
      { message: /^the source is empty/ },
      { message: /^the mirror is empty/ },
    );
  });

  it('allows all values that the CRDs allow', () => {
    const subject = idms('a').mirror('ubi8', [
      '10.0.0.1:5000/foo',
      'QUAY.IO/foo--bar',
      'localhost',
      'a/b__c.d-e',
    ]);
    expect(check(rule, subject)).toReportNothing();
  });
});
