import { describe, expect, it } from '@jest/globals';
import { readMachineConfig } from '../../../src/kubernetes/machine-configs/read-machine-configs.ts';
import { reduceMachineConfig } from '../../../src/kubernetes/machine-configs/reduce-machine-config.ts';
import { machineConfig } from '../../support/machine-config.ts';

describe('reduceMachineConfig', () => {
  const object = machineConfig('50-team', 'worker', {
    '/var/lib/kubelet/config.json': '{"auths":{"quay.io":{"auth":"c2VjcmV0"}}}',
    '/etc/containers/registries.conf.d/50-team.conf': 'unqualified-search-registries = []',
  });

  it('drops every other file, the one with the pull secret included', () => {
    const text = JSON.stringify(reduceMachineConfig(object));
    expect(text).not.toContain('config.json');
    expect(text).not.toContain('c2VjcmV0');
    expect(text).toContain('50-team.conf');
  });

  it('retains the fields that rules read', () => {
    expect(readMachineConfig(reduceMachineConfig(object))).toEqual(readMachineConfig(object));
    expect(readMachineConfig(object)).toHaveLength(1);
  });

  it('keeps the annotation of a generated MachineConfig', () => {
    const metadata = {
      name: '50-team',
      labels: { 'machineconfiguration.openshift.io/role': 'worker' },
      annotations: { 'machineconfiguration.openshift.io/generated-by-controller-version': '7ff337a4' },
    };
    expect(readMachineConfig(reduceMachineConfig({ ...object, metadata }))).toEqual([]);
  });

  it('accepts objects of any shape', () => {
    expect(readMachineConfig(reduceMachineConfig({}))).toEqual([]);
  });
});
