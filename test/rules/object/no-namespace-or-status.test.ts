import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-namespace-or-status.ts';
import { check } from '../../support/check.ts';

describe('no-namespace-or-status', () => {
  it('reports a namespace with its value', () => {
    expect(check(rule, idms('a').with({ metadata: { name: 'a', namespace: 'default' } }))).toReport({
      path: 'metadata.namespace',
      message: /namespace "default" is ignored/,
    });
  });

  it('warns of a status, and only notes the empty one that oc-mirror writes', () => {
    expect(check(rule, idms('a').with({ status: { done: true } }))).toReport({ path: 'status' });
    expect(check(rule, idms('a').with({ status: {} }))).toReport({ path: 'status', severity: 'audit' });
    expect(check(rule, idms('a').with({ status: null }))).toReport({ path: 'status', severity: 'audit' });
  });

  it('accepts an empty namespace', () => {
    expect(check(rule, idms('a').with({ metadata: { name: 'a', namespace: '' } }))).toReportNothing();
  });
});
