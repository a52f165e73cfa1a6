import { describe, expect, it } from '@jest/globals';
import { idms, image, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-insecure-port-mismatch.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

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

  it('reports nothing if one more object lists a stored mirror', () => {
    const cluster = [on('m.example.com:5000/x')];
    const tags = itms('tags').mirror('quay.io/team', ['m.example.com:5000/x']);
    expect(check(rule, tags, { ...insecure('m.example.com'), cluster })).toReportNothing();
  });

  it('reports a stored mirror if another port of its host is listed', () => {
    const cluster = [on('m.example.com:5000/x')];
    const before = image({ insecureRegistries: ['m.example.com'] });
    const subject = image({ insecureRegistries: ['m.example.com', 'm.example.com:5001'] });
    expect(check(rule, { subject, before, cluster })).toReport({
      message: /lists "m\.example\.com" and "m\.example\.com:5001", but the port must be the same/,
    });
  });

  describe('with drop-ins of MachineConfigs', () => {
    const cluster = [on('m.example.com:5000/x')];
    const ofDropIn = registryTable('quay.io/team', ['m.example.com:5000/x']);

    it('reports a listed mirror of a drop-in, to which the list does not apply', () => {
      const world = { ...insecure('m.example.com:5000'), cluster, facts: dropIn(ofDropIn) };
      expect(checkState(rule, world)).toReport({
        path: 'spec.registrySources.insecureRegistries[0]',
        message:
          'nodes in pool worker verify TLS for mirror "m.example.com:5000/x"; insecureRegistries lists ' +
          '"m.example.com:5000", but does not apply to the file of MachineConfig 99-worker-zz. Set insecure = ' +
          'true in /etc/containers/registries.conf.d/50-edge.conf, or make its certificate trusted',
      });
    });

    it('reports nothing about pools with a drop-in that makes the mirror insecure', () => {
      const world = { ...insecure('m.example.com'), cluster };
      const corrected = `${ofDropIn}insecure = true\n`;
      expect(checkState(rule, { ...world, facts: dropIn(corrected) })).toReport({
        message: /^nodes in pool master verify TLS for mirror "m\.example\.com:5000\/x";/,
      });
      const facts = dropIn(corrected, ['master', 'worker']);
      expect(checkState(rule, { ...world, facts })).toReportNothing();
    });
  });
});
