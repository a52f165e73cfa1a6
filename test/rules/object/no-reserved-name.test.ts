import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-reserved-name.ts';
import { check } from '../../support/check.ts';

describe('no-reserved-name', () => {
  it.each([
    [idms('image-digest-mirror'), 'the installer'],
    [icsp('image-policy-12'), 'the installer'],
    [idms('cluster'), 'HyperShift'],
  ])('reports a name of the installer or HyperShift', (subject, owner) => {
    expect(check(rule, subject)).toReport({
      path: 'metadata.name',
      message: new RegExp(`^${owner}.* also writes "${subject.name}" and replaces the whole object`),
    });
  });

  it.each([
    // Administrators apply the output of oc-mirror and cannot choose other names for it.
    idms('idms-release-0'),
    idms('idms-operator-0'),
    itms('itms-generic-0'),
    idms('image-policy-0'),
    icsp('image-policy-'),
    icsp('cluster'),
    itms('cluster'),
    idms('team'),
  ])('allows other names', (subject) => {
    expect(check(rule, subject)).toReportNothing();
  });
});
