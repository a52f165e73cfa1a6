import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-no-effect.ts';
import { idms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';

describe('rollout-no-effect', () => {
  const one = idms('a').mirror('quay.io/a', ['m.example.com/a']);
  const same = idms('b').mirror('quay.io/a', ['m.example.com/a']);

  it('says that the nodes notice nothing', () => {
    expect(check(rule, one, { cluster: [same] })).toReport({
      path: '',
      message: /^nothing changes on any node/,
    });
    expect(check(rule, one, { cluster: [same], before: one, operation: 'DELETE' })).toReport({});
  });

  it('is silent where files change that a node disruption policy does nothing for', () => {
    const around = {
      nodeDisruption: [{ path: '/etc/containers/registries.conf', actions: ['None' as const] }],
    };
    expect(check(rule, one, { around })).toReportNothing();
    expect(check(rule, one, { around, cluster: [same] })).toReport({});
  });

  it('is silent where something changes, and where no entry does', () => {
    expect(check(rule, one)).toReportNothing();
    expect(
      check(rule, one.with({ metadata: { name: 'a', labels: { team: 'a' } } }), { before: one }),
    ).toReportNothing();
  });
});
