import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-usable-port.ts';
import { check } from '../../support/check.ts';

describe('require-usable-port', () => {
  it('accepts 1 and 65535, and neither 0 nor 65536', () => {
    const portsOf = (...ports: readonly string[]) =>
      idms('a').mirror(
        'quay.io/team',
        ports.map((port) => `m.example.com:${port}/team`),
      );
    expect(check(rule, portsOf('1', '65535', '443'))).toReportNothing();
    expect(check(rule, portsOf('0', '65536', '0443', '99999999999999999999'))).toReport(
      {
        path: 'spec.imageDigestMirrors[0].mirrors[0]',
        message: 'port "0" of "m.example.com:0/team" is not usable, so pulls from it cannot connect',
      },
      { message: /port "65536"/ },
      { message: /port "0443"/ },
      { message: /port "99999999999999999999"/ },
    );
  });

  it('says of a source that it matches nothing', () => {
    expect(check(rule, idms('a').mirror('r.example.com:0/team', ['m.example.com/team']))).toReport({
      message: /no image name can match it$/,
    });
  });

  it('leaves ports that are no numbers to another rule', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com:port/team']))).toReportNothing();
  });
});
