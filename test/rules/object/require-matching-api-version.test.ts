import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-matching-api-version.ts';
import { check } from '../../support/check.ts';

describe('require-matching-api-version', () => {
  it('names the expected and the actual apiVersion', () => {
    expect(check(rule, idms('a').with({ apiVersion: 'operator.openshift.io/v1alpha1' }))).toReport({
      path: 'apiVersion',
      message:
        'apiVersion of ImageDigestMirrorSet must be "config.openshift.io/v1", ' +
        'but is "operator.openshift.io/v1alpha1"; error: "no matches for kind". Correct the apiVersion',
    });
  });

  it('denies a version that the kind never had', () => {
    expect(check(rule, itms('a').with({ apiVersion: 'config.openshift.io/v1alpha1' }))).toReport({
      path: 'apiVersion',
    });
    expect(check(rule, icsp('a').with({ apiVersion: 'config.openshift.io/v1' }))).toReport({
      message: /must be "operator.openshift.io\/v1alpha1"/,
    });
  });

  it('denies a missing apiVersion', () => {
    expect(check(rule, idms('a').with({ apiVersion: null }))).toReport({
      message:
        'apiVersion of ImageDigestMirrorSet must be "config.openshift.io/v1", but is missing; ' +
        'error: "no matches for kind". Correct the apiVersion',
    });
  });

  it('allows each kind in its own group', () => {
    for (const subject of [idms('a'), itms('a'), icsp('a')]) expect(check(rule, subject)).toReportNothing();
  });
});
