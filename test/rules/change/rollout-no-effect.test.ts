import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-no-effect.ts';
import { idms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';

describe('rollout-no-effect', () => {
  const one = idms('a').mirror('quay.io/a', ['m.example.com/a']);
  const same = idms('b').mirror('quay.io/a', ['m.example.com/a']);

  it('reports a change that does not change the files of the nodes', () => {
    expect(check(rule, one, { cluster: [same] })).toReport({
      path: '',
      message: 'this change has no effect on any node: registries.conf and policy.json stay the same',
    });
    expect(check(rule, one, { cluster: [same], before: one, operation: 'DELETE' })).toReport({});
  });

  it('reports nothing if files change for which a node disruption policy requires no action', () => {
    const facts = {
      nodeDisruption: [{ path: '/etc/containers/registries.conf', actions: ['None' as const] }],
    };
    expect(check(rule, one, { facts })).toReportNothing();
    expect(check(rule, one, { facts, cluster: [same] })).toReport({});
  });

  it('reports nothing if files change, and if no entry changes', () => {
    expect(check(rule, one)).toReportNothing();
    expect(
      check(rule, one.with({ metadata: { name: 'a', labels: { team: 'a' } } }), { before: one }),
    ).toReportNothing();
  });
});
