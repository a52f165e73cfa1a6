import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-drain.ts';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';

describe('rollout-drain', () => {
  const team = (make: typeof idms) => make('a').mirror('quay.io/team', ['m.example.com/team']);
  const pool = (name: string, others: object = {}) => ({
    name,
    isPaused: false,
    maxUnavailable: 1,
    ...others,
  });

  it('gives the reason, and a way around it', () => {
    expect(check(rule, team(itms))).toReport({
      path: '',
      message:
        'drains every node: mirrors for tags are added for "quay.io/team". Mirrors for digests alone would not drain',
    });
  });

  it('names the pools with their size and pace, and leaves paused ones out', () => {
    const machineConfigPools = [
      pool('master', { machines: 3 }),
      pool('worker', { machines: 24, maxUnavailable: '10%' }),
      pool('infra', { isPaused: true }),
    ];
    expect(check(rule, team(itms), { around: { machineConfigPools } })).toReport({
      message:
        /^drains every node of master \(3 nodes, 1 at a time\) and worker \(24 nodes, 10% at a time\): mirrors for tags/,
    });
  });

  it('leaves pools without nodes out', () => {
    const machineConfigPools = [pool('master', { machines: 0 }), pool('worker')];
    expect(check(rule, team(itms), { around: { machineConfigPools } })).toReport({
      message: /^drains every node of worker: /,
    });
  });

  it('says that nothing happens yet where all pools are paused', () => {
    const machineConfigPools = [pool('worker', { isPaused: true })];
    expect(check(rule, team(itms), { around: { machineConfigPools } })).toReport({
      message: /^drains every node once resumed: /,
    });
  });

  it('judges what is removed', () => {
    const before = idms('a')
      .mirror('quay.io/team', ['m.example.com/team', 'n.example.com/team'])
      .mirror('ghcr.io/x', ['m.example.com/x']);
    expect(check(rule, team(idms), { before })).toReport({
      message:
        'drains every node: the entry for "ghcr.io/x" is removed; mirrors of "quay.io/team" are removed',
    });
    expect(check(rule, before, { before, operation: 'DELETE' })).toReport({
      message: 'drains every node: the entries for "ghcr.io/x" and "quay.io/team" are removed',
    });
  });

  it('is silent about mirrors for digests, another order, and a replacement of equal content', () => {
    expect(check(rule, team(idms))).toReportNothing();
    const two = idms('a').mirror('quay.io/team', ['m.example.com/team', 'n.example.com/team']);
    const turned = idms('a').mirror('quay.io/team', ['n.example.com/team', 'm.example.com/team']);
    expect(check(rule, turned, { before: two })).toReportNothing();
    expect(
      check(rule, team(idms), { before: team(idms), operation: 'DELETE', cluster: [team(icsp)] }),
    ).toReportNothing();
  });

  it('is silent where nobody is drained: by policy, by the override of that release, on a single node', () => {
    const nodeDisruption = [{ path: '/etc/containers/registries.conf', actions: ['Restart' as const] }];
    expect(check(rule, team(itms), { around: { nodeDisruption } })).toReportNothing();
    expect(check(rule, team(itms), { around: { drainOverride: true }, version: '4.19.1' })).toReportNothing();
    expect(check(rule, team(itms), { around: { drainOverride: true }, version: '4.20.1' })).toReport({});
    const platform = { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: true };
    expect(check(rule, team(itms), { around: { platform } })).toReportNothing();
  });

  it('tells of drains and reboots that the policy demands', () => {
    const by = (action: 'Drain' | 'Reboot') => ({
      around: { nodeDisruption: [{ path: '/etc/containers', actions: [action] }] },
    });
    const exactly = (action: 'Drain' | 'Reboot') => ({
      around: { nodeDisruption: [{ path: '/etc/containers/registries.conf', actions: [action] }] },
    });
    expect(check(rule, team(idms), exactly('Drain'))).toReport({
      message:
        'drains every node: the node disruption policy demands it for a change of /etc/containers/registries.conf',
    });
    expect(check(rule, team(idms), exactly('Reboot'))).toReport({
      message: /^reboots every node: the node disruption policy/,
    });
    // The file's own default is more specific than the folder.
    expect(check(rule, team(idms), by('Reboot'))).toReportNothing();
  });

  it('says nothing where the operator stops', () => {
    const bad = itms('a').mirror('quay.io/team', ['m.example.com/team']).mirror('Bad!', ['m.example.com/x']);
    expect(check(rule, bad)).toReportNothing();
    expect(
      check(rule, team(itms), { cluster: [idms('bad').mirror('Bad!', ['m.example.com/x'])] }),
    ).toReportNothing();
  });
});
