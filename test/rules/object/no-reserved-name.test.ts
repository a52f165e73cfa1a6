import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-reserved-name.ts';
import { check } from '../../support/check.ts';

describe('no-reserved-name', () => {
  it.each([
    [idms('idms-release-0'), 'oc-mirror'],
    [idms('idms-operator-0'), 'oc-mirror'],
    [itms('itms-generic-0'), 'oc-mirror'],
    [idms('image-digest-mirror'), 'the installer'],
    [icsp('image-policy-12'), 'the installer'],
    [idms('cluster'), 'HyperShift'],
  ])('knows whose name it is', (subject, owner) => {
    expect(check(rule, subject)).toReport({
      path: 'metadata.name',
      message: new RegExp(`^${owner}.* writes "${subject.name}" too`),
    });
  });

  it.each([
    itms('idms-release-0'),
    idms('idms-release-1'),
    idms('image-policy-0'),
    icsp('image-policy-'),
    icsp('cluster'),
    itms('cluster'),
    idms('team'),
  ])('knows that others are free', (subject) => {
    expect(check(rule, subject)).toReportNothing();
  });
});
