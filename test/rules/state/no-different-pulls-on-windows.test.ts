import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-different-pulls-on-windows.ts';
import { check } from '../../support/check.ts';

const windows = { facts: { windowsNodes: true } };

describe('no-different-pulls-on-windows', () => {
  it('reports that NeverContactSource of one repository blocks the registry', () => {
    const subject = itms('win').mirror('mcr.microsoft.com/oss', ['m.example.com/oss'], 'NeverContactSource');
    expect(check(rule, subject, windows)).toReport({
      message:
        'Windows nodes do not contact "mcr.microsoft.com" at all because ImageTagMirrorSet win sets ' +
        'NeverContactSource. Add mirrors for all its images, not only for "mcr.microsoft.com/oss"',
    });
  });

  it('accepts NeverContactSource for a whole registry', () => {
    const subject = itms('win').mirror('mcr.microsoft.com', ['m.example.com/any'], 'NeverContactSource');
    expect(check(rule, subject, windows)).toReportNothing();
  });

  it('reports a mirror whose path does not end with the path of the source', () => {
    const subject = idms('win').mirror('mcr.microsoft.com/oss/kubernetes', [
      'm.example.com/a/oss/kubernetes',
      'm.example.com/kubernetes',
      'm.example.com/aoss/kubernetes',
    ]);
    const message = (mirror: string) =>
      `Windows nodes do not find images of "mcr.microsoft.com/oss/kubernetes" at mirror "${mirror}"; end the ` +
      'path of the mirror with "/oss/kubernetes"';
    expect(check(rule, subject, windows)).toReport(
      { path: 'spec.imageDigestMirrors[0].mirrors[1]', message: message('m.example.com/kubernetes') },
      { path: 'spec.imageDigestMirrors[0].mirrors[2]', message: message('m.example.com/aoss/kubernetes') },
    );
  });

  it.each([
    ['an ImageContentSourcePolicy', icsp('a').mirror('mcr.microsoft.com/oss', ['m.example.com/x'])],
    ['a wildcard source', idms('a').mirror('*.microsoft.com', ['m.example.com/x'])],
    ['the payload', idms('a').mirror('quay.io/openshift-release-dev/ocp-release', ['m.example.com/x'])],
  ])('accepts %s', (_, subject) => {
    expect(check(rule, subject, windows)).toReportNothing();
  });

  it('reports nothing without Windows nodes', () => {
    const subject = itms('win').mirror('mcr.microsoft.com/oss', ['m.example.com/x'], 'NeverContactSource');
    expect(check(rule, subject, { facts: { windowsNodes: false } })).toReportNothing();
    expect(check(rule, subject)).toReportNothing();
  });
});
