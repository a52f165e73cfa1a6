import { describe, expect, it } from '@jest/globals';
import { readMachineConfigs } from '../../../src/kubernetes/machine-configs/read-machine-configs.ts';
import rule from '../../../src/rules/change/no-source-overridden-by-machine-config.ts';
import { idms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';
import { machineConfig } from '../../support/machine-config.ts';

const path = '/etc/containers/registries.conf.d/50-edge.conf';
const entry = '[[registry]]\nlocation = "quay.io/team"\n';
const files = (...args: Parameters<typeof machineConfig>) => ({
  facts: { machineConfigFiles: readMachineConfigs([machineConfig(...args)]) ?? [] },
});
const team = idms('team').mirror('quay.io/team', ['m.example.com/team']);

describe('no-source-overridden-by-machine-config', () => {
  it('names the MachineConfig, its file and the pool', () => {
    expect(check(rule, team, files('99-worker-edge', 'worker', { [path]: entry }))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'MachineConfig 99-worker-edge overrides "quay.io/team" in pool worker; nodes there ignore this ' +
        `change. Update ${path} in the MachineConfig too`,
    });
  });

  it('names every pool that inherits the file', () => {
    const { facts } = files('99-worker-edge', 'worker', { [path]: entry });
    const pool = (name: string) => ({ name, isPaused: false, maxUnavailable: 1 });
    const pools = { machineConfigPools: [pool('master'), pool('worker'), pool('infra')] };
    expect(check(rule, team, { facts: { ...facts, ...pools } })).toReport({
      message:
        'MachineConfig 99-worker-edge overrides "quay.io/team" in pool worker and infra; nodes there ignore ' +
        `this change. Update ${path} in the MachineConfig too`,
    });
  });

  it('reports a MachineConfig that replaces registries.conf', () => {
    const conf = { '/etc/containers/registries.conf': 'unqualified-search-registries = []' };
    expect(check(rule, team, files('99-worker-zz', 'worker', conf))).toReport({
      message:
        'MachineConfig 99-worker-zz overrides "quay.io/team" in pool worker; nodes there ignore this change. ' +
        'Update /etc/containers/registries.conf in the MachineConfig too',
    });
    expect(check(rule, team, files('50-worker', 'worker', conf))).toReportNothing();
  });

  it('names a scope inside the source that a file overrides', () => {
    const narrow = '[[registry]]\nlocation = "quay.io/team/app"\n';
    expect(check(rule, team, files('99-worker-edge', 'worker', { [path]: narrow }))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'MachineConfig 99-worker-edge overrides "quay.io/team/app" in pool worker; nodes there ignore this ' +
        `change for it. Update ${path} in the MachineConfig too`,
    });
  });

  it('accepts drop-ins for other sources, and changes that do not touch the source', () => {
    const broader = '[[registry]]\nlocation = "quay.io"\n';
    expect(check(rule, team, files('a', 'worker', { [path]: broader }))).toReportNothing();
    expect(
      check(rule, { subject: team, before: team }, files('a', 'worker', { [path]: entry })),
    ).toReportNothing();
  });

  it('reports a deleted object too', () => {
    expect(
      check(
        rule,
        { subject: team, before: team, operation: 'DELETE' },
        files('a', 'worker', { [path]: entry }),
      ),
    ).toReport({ path: '' });
  });
});
