import { describe, expect, it } from '@jest/globals';
import { readMachineConfigs } from '../../../src/kubernetes/machine-configs/read-machine-configs.ts';
import rule from '../../../src/rules/change/rollout-drain.ts';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';
import { machineConfig } from '../../support/machine-config.ts';

describe('rollout-drain', () => {
  const team = (make: typeof idms) => make('a').mirror('quay.io/team', ['m.example.com/team']);
  const pool = (name: string, others: object = {}) => ({
    name,
    isPaused: false,
    maxUnavailable: 1,
    ...others,
  });

  it('states the reason and an alternative', () => {
    expect(check(rule, team(itms))).toReport({
      path: '',
      message:
        'this change drains every node because it adds tag mirrors for "quay.io/team"; digest mirrors alone would not. Choose a maintenance window',
    });
  });

  it('names the pools with their size and maxUnavailable, without paused ones', () => {
    const machineConfigPools = [
      pool('master', { machines: 3 }),
      pool('worker', { machines: 24, maxUnavailable: '10%' }),
      pool('infra', { isPaused: true }),
    ];
    expect(check(rule, team(itms), { facts: { machineConfigPools } })).toReport({
      message:
        'this change drains every node of master and worker because it adds tag mirrors for "quay.io/team"; ' +
        'digest mirrors alone would not. Pools: master (3 nodes, 1 at a time) and worker (24 nodes, 10% at a time). Choose a maintenance window',
    });
  });

  it('omits pools without nodes', () => {
    const machineConfigPools = [pool('master', { machines: 0 }), pool('worker')];
    expect(check(rule, team(itms), { facts: { machineConfigPools } })).toReport({
      message: /^this change drains every node of worker because it adds tag mirrors/,
    });
  });

  it('states that the drain waits if all pools are paused', () => {
    const machineConfigPools = [pool('worker', { isPaused: true })];
    expect(check(rule, team(itms), { facts: { machineConfigPools } })).toReport({
      message: /^this change drains every node once its pool is resumed because it adds tag mirrors/,
    });
  });

  it('reports removed entries and mirrors', () => {
    const before = idms('a')
      .mirror('quay.io/team', ['m.example.com/team', 'n.example.com/team'])
      .mirror('ghcr.io/x', ['m.example.com/x']);
    expect(check(rule, team(idms), { before })).toReport({
      message:
        'this change drains every node because it removes the entry for "ghcr.io/x" and it removes mirrors of "quay.io/team". Choose a maintenance window',
    });
    expect(check(rule, before, { before, operation: 'DELETE' })).toReport({
      message:
        'this change drains every node because it removes the entries for "ghcr.io/x" and "quay.io/team". Choose a maintenance window',
    });
  });

  it('reports nothing for digest mirrors, another order, and a replacement of equal content', () => {
    expect(check(rule, team(idms))).toReportNothing();
    const two = idms('a').mirror('quay.io/team', ['m.example.com/team', 'n.example.com/team']);
    const turned = idms('a').mirror('quay.io/team', ['n.example.com/team', 'm.example.com/team']);
    expect(check(rule, turned, { before: two })).toReportNothing();
    expect(
      check(rule, team(idms), { before: team(idms), operation: 'DELETE', cluster: [team(icsp)] }),
    ).toReportNothing();
  });

  it('reports nothing if a node disruption policy, the override of that release, or a single node prevents the drain', () => {
    const nodeDisruption = [{ path: '/etc/containers/registries.conf', actions: ['Restart' as const] }];
    expect(check(rule, team(itms), { facts: { nodeDisruption } })).toReportNothing();
    expect(check(rule, team(itms), { facts: { drainOverride: true }, version: '4.19.1' })).toReportNothing();
    expect(check(rule, team(itms), { facts: { drainOverride: true }, version: '4.20.1' })).toReport({});
    const platform = { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: true };
    expect(check(rule, team(itms), { facts: { platform } })).toReportNothing();
  });

  it('reports drains and reboots that the node disruption policy requires', () => {
    const by = (action: 'Drain' | 'Reboot') => ({
      facts: { nodeDisruption: [{ path: '/etc/containers', actions: [action] }] },
    });
    const exactly = (action: 'Drain' | 'Reboot') => ({
      facts: { nodeDisruption: [{ path: '/etc/containers/registries.conf', actions: [action] }] },
    });
    expect(check(rule, team(idms), exactly('Drain'))).toReport({
      message:
        'this change drains every node because the node disruption policy requires it for a change of /etc/containers/registries.conf. Choose a maintenance window',
    });
    expect(check(rule, team(idms), exactly('Reboot'))).toReport({
      message: /^this change reboots every node because the node disruption policy/,
    });
    // The default policy of the MCO for the file is more specific than the folder.
    expect(check(rule, team(idms), by('Reboot'))).toReportNothing();
  });

  it('reports a new image and a reboot of image-mode pools, up to 4.19', () => {
    const facts = { imageModePools: ['worker'] };
    expect(check(rule, team(idms), { facts, version: '4.19.3' })).toReport({
      message:
        'this change builds an operating system image and reboots every node of "worker", as every mirror ' +
        'change does in image-mode pools up to 4.19; CRI-O reloads on the other nodes. Choose a maintenance window',
    });
    expect(check(rule, team(itms), { facts, version: '4.18.3' })).toReport({
      message: /; the other nodes drain\. Choose/,
    });
    expect(check(rule, team(idms), { facts, version: '4.20.1' })).toReportNothing();
  });

  it('reports nothing if every pool has a registries.conf of its own', () => {
    const conf = { '/etc/containers/registries.conf': 'unqualified-search-registries = []' };
    const own = (...roles: string[]) => ({
      facts: {
        machineConfigFiles:
          readMachineConfigs(roles.map((role) => machineConfig(`99-${role}-zz`, role, conf))) ?? [],
      },
    });
    expect(check(rule, team(itms), own('worker', 'master'))).toReportNothing();
    expect(check(rule, team(itms), own('worker'))).toReport({
      message: /^this change drains every node of master because it adds tag mirrors/,
    });
    const { machineConfigFiles } = own('worker').facts;
    const machineConfigPools = ['master', 'worker', 'infra'].map((name) => ({
      ...pool(name, { machines: 3 }),
      roles: name === 'infra' ? ['infra'] : [name],
    }));
    expect(check(rule, team(itms), { facts: { machineConfigFiles, machineConfigPools } })).toReport({
      message:
        /^this change drains every node of master and infra because .*\. Pools: master \(3 nodes, 1 at a time\) and infra/,
    });
  });

  it('reports nothing if the operator stops', () => {
    const bad = itms('a').mirror('quay.io/team', ['m.example.com/team']).mirror('Bad!', ['m.example.com/x']);
    expect(check(rule, bad)).toReportNothing();
    expect(
      check(rule, team(itms), { cluster: [idms('bad').mirror('Bad!', ['m.example.com/x'])] }),
    ).toReportNothing();
  });
});
