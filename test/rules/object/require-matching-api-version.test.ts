import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-matching-api-version.ts';
import { check } from '../../support/check.ts';

describe('require-matching-api-version', () => {
  it('names both, the right and the given one', () => {
    expect(check(rule, idms('a').with({ apiVersion: 'operator.openshift.io/v1alpha1' }))).toReport({
      path: 'apiVersion',
      message:
        /^ImageDigestMirrorSet belongs to config.openshift.io\/v1, not to "operator.openshift.io\/v1alpha1"/,
    });
  });

  it('reports a version that the kind never had', () => {
    expect(check(rule, itms('a').with({ apiVersion: 'config.openshift.io/v1alpha1' }))).toReport({
      path: 'apiVersion',
    });
    expect(check(rule, icsp('a').with({ apiVersion: 'config.openshift.io/v1' }))).toReport({
      message: /belongs to operator.openshift.io\/v1alpha1/,
    });
  });

  it('reports a missing one', () => {
    expect(check(rule, idms('a').with({ apiVersion: null }))).toReport({
      message: /and no apiVersion is given/,
    });
  });

  it('accepts each kind in its own group', () => {
    for (const subject of [idms('a'), itms('a'), icsp('a')]) expect(check(rule, subject)).toReportNothing();
  });
});
