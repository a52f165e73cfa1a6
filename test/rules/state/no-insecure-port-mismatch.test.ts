import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-insecure-port-mismatch.ts';
import { check } from '../../support/check.ts';

describe('no-insecure-port-mismatch', () => {
  const on = (...mirrors: readonly string[]) => idms('a').mirror('quay.io/team', mirrors);
  const insecure = (...insecureRegistries: readonly string[]) => ({ imageConfig: { insecureRegistries } });

  it('warns about a listed host with another port, or without one', () => {
    expect(check(rule, on('m.example.com:5000/x'), insecure('m.example.com'))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        'nodes verify TLS for mirror "m.example.com:5000/x"; insecureRegistries lists "m.example.com", but the port must be the same. ' +
        'List the mirror with its port, or make its certificate trusted',
    });
    expect(check(rule, on('m.example.com/x'), insecure('m.example.com:5000'))).toReport({});
    expect(check(rule, on('m.example.com:5001/x'), insecure('m.example.com:5000'))).toReport({});
  });

  it('audits a mirror that is verified while another one of the source is not', () => {
    expect(check(rule, on('lab.example.com/x', 'm.example.com/x'), insecure('lab.example.com'))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      severity: 'audit',
    });
  });

  it('reports nothing for covered mirrors, other hosts, and without a list', () => {
    expect(
      check(rule, on('m.example.com:5000/x'), insecure('m.example.com:5000/x', 'm.example.com')),
    ).toReportNothing();
    expect(check(rule, on('m.example.com:5000/x'), insecure('*.example.com'))).toReportNothing();
    expect(check(rule, on('m.example.com:5000/x'), insecure('n.example.com'))).toReportNothing();
    expect(check(rule, on('m.example.com:5000/x'))).toReportNothing();
  });

  it('reports nothing for stored mirrors', () => {
    expect(
      check(rule, on('m.example.com:5000/x', 'n.io/x'), {
        ...insecure('m.example.com'),
        before: on('m.example.com:5000/x'),
      }),
    ).toReportNothing();
  });
});
