import { describe, expect, it } from '@jest/globals';
import { readMachineConfigs } from '../../../src/kubernetes/machine-configs/read-machine-configs.ts';
import { machineConfig } from '../../support/machine-config.ts';

const dropIn = '/etc/containers/registries.conf.d/50-team.conf';

describe('readMachineConfigs', () => {
  it('reads the files of /etc/containers with their role', () => {
    const files = readMachineConfigs([
      machineConfig('50-team', 'worker', {
        '/etc/motd': 'hello',
        [dropIn]: '[[registry]]\nlocation = "quay.io/team"\n',
        '/etc/containers/policy.json': '{"default": [{"type": "insecureAcceptAnything"}]}',
      }),
    ]);
    expect(files).toEqual([
      {
        machineConfig: '50-team',
        role: 'worker',
        path: dropIn,
        index: 1,
        text: '[[registry]]\nlocation = "quay.io/team"\n',
        content: {
          kind: 'registries',
          registries: [
            { prefix: '', location: 'quay.io/team', insecure: false, blocked: false, mirrors: [] },
          ],
          searchRegistries: undefined,
        },
      },
      {
        machineConfig: '50-team',
        role: 'worker',
        path: '/etc/containers/policy.json',
        index: 2,
        text: '{"default": [{"type": "insecureAcceptAnything"}]}',
        content: {
          kind: 'policy',
          policy: { default: 'accept', scopes: new Map(), requirements: new Map() },
        },
      },
    ]);
  });

  it('distinguishes MachineConfigs without such files from no MachineConfigs', () => {
    expect(readMachineConfigs([machineConfig('50-motd', 'worker', { '/etc/motd': 'hello' })])).toEqual([]);
    expect(readMachineConfigs([{ apiVersion: 'v1', kind: 'Pod' }])).toBeUndefined();
  });

  it.each([
    '/etc/containers/registries.conf.d/50-team.conf.bak',
    '/etc/containers/registries.conf.d/more/50-team.conf',
    '/etc/containers/registries.d/team.yaml',
  ])('ignores %s', (path) => {
    expect(readMachineConfigs([machineConfig('50-team', 'worker', { [path]: '' })])).toEqual([]);
  });

  it.each(['rendered-worker-1', '99-worker-generated-registries', '01-worker-container-runtime'])(
    'ignores %s, which the operator generates',
    (name) => {
      expect(readMachineConfigs([machineConfig(name, 'worker', { [dropIn]: '' })])).toEqual([]);
    },
  );

  it('ignores a generated MachineConfig of another name by its annotation', () => {
    const object = machineConfig('97-worker', 'worker', { [dropIn]: '' });
    const generated = {
      ...object,
      metadata: {
        name: '97-worker',
        labels: { 'machineconfiguration.openshift.io/role': 'worker' },
        annotations: { 'machineconfiguration.openshift.io/generated-by-controller-version': '7ff337a4' },
      },
    };
    expect(readMachineConfigs([object])).toHaveLength(1);
    expect(readMachineConfigs([generated])).toEqual([]);
  });

  it('ignores a MachineConfig without a role, which no pool selects', () => {
    expect(
      readMachineConfigs([{ ...machineConfig('a', 'worker', { [dropIn]: '' }), metadata: { name: 'a' } }]),
    ).toEqual([]);
  });
});
