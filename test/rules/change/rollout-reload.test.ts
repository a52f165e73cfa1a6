import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-reload.ts';
import { idms, itms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';

describe('rollout-reload', () => {
  const one = idms('a').mirror('quay.io/a', ['m.example.com/a']);

  it('sums the change up', () => {
    const subject = one
      .mirror('quay.io/b', ['m.example.com/b', 'n.example.com/b'])
      .mirror('quay.io/c', ['m.example.com/c', 'n.example.com/c']);
    expect(check(rule, subject)).toReport({ path: '', message: 'reload only: 3 sources, 5 mirrors added' });
    expect(check(rule, subject, { before: one })).toReport({
      message: 'reload only: 2 sources, 4 mirrors added',
    });
  });

  it('tells of another order, and of a new mirror for a known source', () => {
    const two = idms('a').mirror('quay.io/a', ['m.example.com/a', 'n.example.com/a']);
    const turned = idms('a').mirror('quay.io/a', ['n.example.com/a', 'm.example.com/a']);
    expect(check(rule, turned, { before: two })).toReport({
      message: 'reload only: mirrors of 1 source in another order',
    });
    expect(check(rule, two, { before: one })).toReport({ message: 'reload only: 1 mirror added' });
  });

  it('says what spares the nodes a drain', () => {
    const nodeDisruption = [{ path: '/etc/containers/registries.conf', actions: ['Reload' as const] }];
    expect(check(rule, one, { around: { nodeDisruption }, before: one, operation: 'DELETE' })).toReport({
      message:
        'reload only (the node disruption policy spares the nodes a drain): 1 source, 1 mirror removed',
    });
    const platform = { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: true };
    expect(
      check(rule, itms('t').mirror('quay.io/a', ['m.example.com/a']), { around: { platform } }),
    ).toReport({
      message: 'reload only (a cluster of one node is not drained): 1 source, 1 mirror added',
    });
  });

  it('counts sources, not what insecure registries take over from them', () => {
    expect(
      check(rule, one, { imageConfig: { insecureRegistries: ['quay.io/a/b', 'quay.io/a/c'] } }),
    ).toReport({
      message: 'reload only: 1 source, 1 mirror added',
    });
  });

  it('names the file where only the file itself is new', () => {
    expect(check(rule, idms('a'))).toReport({
      message: 'reload only: /etc/containers/registries.conf changes',
    });
  });

  it('is silent about drains, and where nothing changes', () => {
    expect(check(rule, itms('t').mirror('quay.io/a', ['m.example.com/a']))).toReportNothing();
    expect(
      check(rule, one, { cluster: [idms('b').mirror('quay.io/a', ['m.example.com/a'])] }),
    ).toReportNothing();
  });
});
