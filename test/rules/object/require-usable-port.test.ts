import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-usable-port.ts';
import { check } from '../../support/check.ts';

describe('require-usable-port', () => {
  it('allows 1 and 65535, and denies 0 and 65536', () => {
    const portsOf = (...ports: readonly string[]) =>
      idms('a').mirror(
        'quay.io/team',
        ports.map((port) => `m.example.com:${port}/team`),
      );
    expect(check(rule, portsOf('1', '65535', '443'))).toReportNothing();
    expect(check(rule, portsOf('0', '65536', '0443', '99999999999999999999'))).toReport(
      {
        path: 'spec.imageDigestMirrors[0].mirrors[0]',
        message:
          'port "0" of mirror "m.example.com:0/team" is invalid, so nodes cannot connect to it; use 1 to 65535',
      },
      { message: /port "65536"/ },
      { message: /port "0443"/ },
      { message: /port "99999999999999999999"/ },
    );
  });

  it('reports that a source matches no image name', () => {
    expect(check(rule, idms('a').mirror('r.example.com:0/team', ['m.example.com/team']))).toReport({
      message: /no image name can match it; use 1 to 65535$/,
    });
  });

  it('leaves ports that are not numbers to require-valid-location', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com:port/team']))).toReportNothing();
  });
});
