import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-namespace-or-status.ts';
import { check } from '../../support/check.ts';

describe('no-namespace-or-status', () => {
  it('warns about a namespace and names it', () => {
    expect(check(rule, idms('a').with({ metadata: { name: 'a', namespace: 'default' } }))).toReport({
      path: 'metadata.namespace',
      message:
        'the API server ignores the namespace "default" because ImageDigestMirrorSet is cluster-scoped; ' +
        'the mirrors apply to all namespaces. Remove the field',
    });
  });

  it('warns about a status, and only records an empty one, which oc-mirror writes', () => {
    expect(check(rule, idms('a').with({ status: { done: true } }))).toReport({ path: 'status' });
    expect(check(rule, idms('a').with({ status: {} }))).toReport({ path: 'status', severity: 'audit' });
    expect(check(rule, idms('a').with({ status: null }))).toReport({ path: 'status', severity: 'audit' });
  });

  it('allows an empty namespace', () => {
    expect(check(rule, idms('a').with({ metadata: { name: 'a', namespace: '' } }))).toReportNothing();
  });
});
