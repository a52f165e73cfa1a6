import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-reload.ts';
import { idms, itms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';
import { poolFiles } from '../../support/machine-config.ts';

describe('rollout-reload', () => {
  const one = idms('a').mirror('quay.io/a', ['m.example.com/a']);

  it('reports nothing if files of MachineConfigs replace registries.conf in all pools', () => {
    const conf = { '/etc/containers/registries.conf': 'unqualified-search-registries = []' };
    const team = idms('a').mirror('quay.io/team', ['m.example.com/team']);
    expect(check(rule, team, { facts: poolFiles(conf) })).toReportNothing();
    expect(check(rule, team, { facts: poolFiles(conf, ['worker']) })).toReport({});
  });

  it('summarizes the change', () => {
    const subject = one
      .mirror('quay.io/b', ['m.example.com/b', 'n.example.com/b'])
      .mirror('quay.io/c', ['m.example.com/c', 'n.example.com/c']);
    expect(check(rule, subject)).toReport({
      path: '',
      message: 'this change makes CRI-O reload, without a drain: 3 sources, 5 mirrors added',
    });
    expect(check(rule, subject, { before: one })).toReport({
      message: 'this change makes CRI-O reload, without a drain: 2 sources, 4 mirrors added',
    });
  });

  it('reports another order, and a new mirror for a known source', () => {
    const two = idms('a').mirror('quay.io/a', ['m.example.com/a', 'n.example.com/a']);
    const turned = idms('a').mirror('quay.io/a', ['n.example.com/a', 'm.example.com/a']);
    expect(check(rule, turned, { before: two })).toReport({
      message: 'this change makes CRI-O reload, without a drain: mirrors of 1 source in another order',
    });
    expect(check(rule, two, { before: one })).toReport({
      message: 'this change makes CRI-O reload, without a drain: 1 mirror added',
    });
  });

  it('names the change that prevents a drain', () => {
    const nodeDisruption = [{ path: '/etc/containers/registries.conf', actions: ['Reload' as const] }];
    expect(check(rule, one, { facts: { nodeDisruption }, before: one, operation: 'DELETE' })).toReport({
      message:
        'this change makes CRI-O reload, without a drain (node disruption policy): 1 source, 1 mirror removed',
    });
    const platform = { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: true };
    expect(check(rule, itms('t').mirror('quay.io/a', ['m.example.com/a']), { facts: { platform } })).toReport(
      {
        message: 'this change makes CRI-O reload, without a drain (single node): 1 source, 1 mirror added',
      },
    );
  });

  it('counts sources, not the mirrors that insecure registries copy from them', () => {
    expect(
      check(rule, one, { imageConfig: { insecureRegistries: ['quay.io/a/b', 'quay.io/a/c'] } }),
    ).toReport({
      message: 'this change makes CRI-O reload, without a drain: 1 source, 1 mirror added',
    });
  });

  it('names the file if only the file itself is new', () => {
    expect(check(rule, idms('a'))).toReport({
      message: 'this change makes CRI-O reload, without a drain: /etc/containers/registries.conf changes',
    });
  });

  it('reports nothing for drains, and if nothing changes', () => {
    expect(check(rule, itms('t').mirror('quay.io/a', ['m.example.com/a']))).toReportNothing();
    expect(
      check(rule, one, { cluster: [idms('b').mirror('quay.io/a', ['m.example.com/a'])] }),
    ).toReportNothing();
  });

  it('reports nothing if CRI-O in some pool cannot load its files', () => {
    const path = '/etc/containers/registries.conf.d/50-site.conf';
    const factsOf = (text: string) => poolFiles({ [path]: text }, ['worker']);
    expect(check(rule, one, { facts: factsOf('[[registry]]\nlocation = "m.io"\n') })).toReport({});
    expect(
      check(rule, one, { facts: factsOf('[[registry]]\nlocation = "http://m.io"\n') }),
    ).toReportNothing();
  });

  it('reports nothing while the rendered MachineConfig is too large', () => {
    const cluster = [idms('big').mirror('quay.io/big', [`m.io/${'a'.repeat(1_070_000)}`])];
    expect(check(rule, one, { cluster })).toReportNothing();
  });
});
