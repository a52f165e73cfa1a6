import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-unloadable-registries-conf.ts';
import { check } from '../../support/check.ts';

describe('no-unloadable-registries-conf', () => {
  const withScheme = icsp('old').mirror('http://quay.io/team', ['m.example.com/team']);

  it('denies a source that CRI-O cannot parse, and quotes the error', () => {
    expect(check(rule, withScheme, { version: '4.15.3' })).toReport({
      path: 'spec.repositoryDigestMirrors[0].source',
      message:
        'CRI-O could not load registries.conf; nodes would not come back after a reboot: ' +
        "invalid location 'http://quay.io/team': URI schemes are not supported",
    });
  });

  it('reports nothing for releases on which the operator stops at such a source', () => {
    expect(check(rule, withScheme, { version: '4.16.0' })).toReportNothing();
  });

  it('denies the first mirror set if image.config blocks a registry that CRI-O cannot parse', () => {
    const subject = idms('a').mirror('quay.io/team', ['m.example.com/team']);
    expect(check(rule, subject, { imageConfig: { insecureRegistries: ['quay.io/team/'] } })).toReport({});
  });

  it('reports nothing for a stored error, and when the source is removed', () => {
    const subject = idms('a').mirror('ghcr.io/x', ['m.example.com/x']);
    expect(check(rule, subject, { cluster: [withScheme], version: '4.15.3' })).toReportNothing();
    expect(
      check(rule, withScheme, { before: withScheme, operation: 'DELETE', version: '4.15.3' }),
    ).toReportNothing();
  });
});
