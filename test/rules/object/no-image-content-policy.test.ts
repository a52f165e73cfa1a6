import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-image-content-policy.ts';
import { check } from '../../support/check.ts';

describe('no-image-content-policy', () => {
  it('denies the kind ImageContentPolicy in the manifest', () => {
    const subject = icsp('a').with({ apiVersion: 'config.openshift.io/v1', kind: 'ImageContentPolicy' });
    expect(check(rule, subject)).toReport({
      path: 'kind',
      message: /^no OpenShift component reads ImageContentPolicy/,
    });
  });

  it('names a kind that the release has', () => {
    const subject = icsp('a').with({ apiVersion: 'config.openshift.io/v1', kind: 'ImageContentPolicy' });
    expect(check(rule, subject, { version: '4.12.45' })).toReport({
      message: /have no effect; use ImageContentSourcePolicy$/,
    });
    expect(check(rule, subject, { version: '4.13.0' })).toReport({
      message: /have no effect; use ImageDigestMirrorSet$/,
    });
  });

  it('allows the kinds that OpenShift reads', () => {
    for (const subject of [idms('a'), icsp('a')]) expect(check(rule, subject)).toReportNothing();
  });
});
