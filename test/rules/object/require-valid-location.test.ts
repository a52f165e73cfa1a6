import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-valid-location.ts';
import { check } from '../../support/check.ts';

describe('require-valid-location', () => {
  it('points at the first label of the host that is wrong', () => {
    expect(check(rule, idms('a').mirror('quay_x.io/team', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        /^"quay_x.io\/team" is not host\[:port\]\[\/path\]: the host "quay_x" \(character 1\) holds "_"/,
    });
  });

  it('points at the port', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/team', ['m.example.com:port/team', 'm.example.com:/team'])),
    ).toReport(
      { message: /the port "port" \(character 15\) is not a number$/ },
      { message: /the port "" \(character 15\) is empty$/ },
    );
  });

  it('points at the path component', () => {
    expect(check(rule, idms('a').mirror('quay.io/team/foo..bar', ['m.example.com/team']))).toReport({
      message: /the path component "foo..bar" \(character 14\) joins separators/,
    });
  });

  it('reports host and path of one value, each once', () => {
    expect(check(rule, idms('a').mirror('quay-.io/_a/_b', ['m.example.com/team']))).toReport(
      { message: /the host "quay-"/ },
      { message: /the path component "_a"/ },
    );
  });

  it('reports an empty value', () => {
    expect(check(rule, icsp('a').mirror('', ['']))).toReport(
      { message: /^the source is empty/ },
      { message: /^the mirror is empty/ },
    );
  });

  it('accepts what the definitions accept, however odd', () => {
    const subject = idms('a').mirror('ubi8', [
      '10.0.0.1:5000/foo',
      'QUAY.IO/foo--bar',
      'localhost',
      'a/b__c.d-e',
    ]);
    expect(check(rule, subject)).toReportNothing();
  });
});
