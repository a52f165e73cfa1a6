import { describe, expect, it } from '@jest/globals';
import { readMachineConfigPools } from '../../src/model/machine-config-pools.ts';

const apiVersion = 'machineconfiguration.openshift.io/v1';
const pool = (name: string, others: object = {}) => ({
  apiVersion,
  kind: 'MachineConfigPool',
  metadata: { name },
  ...others,
});

describe('readMachineConfigPools', () => {
  it('reads the pools in the order of the objects', () => {
    const worker = pool('worker', {
      spec: { paused: true, maxUnavailable: '10%' },
      status: { machineCount: 7 },
    });
    expect(readMachineConfigPools([worker, pool('master')])).toEqual([
      { name: 'worker', isPaused: true, maxUnavailable: '10%', machines: 7 },
      { name: 'master', isPaused: false, maxUnavailable: 1 },
    ]);
  });

  it('measures the MachineConfig that the nodes have, without fields that the API server adds', () => {
    const status = { configuration: { name: 'rendered-worker-1' } };
    const bare = {
      apiVersion,
      kind: 'MachineConfig',
      metadata: { name: 'rendered-worker-1', managedFields: [] },
      spec: { config: 'ä' },
    };
    const withManagedFields = {
      ...bare,
      metadata: { ...bare.metadata, managedFields: [{ manager: 'someone' }] },
    };
    const renderedBytes = Buffer.byteLength(JSON.stringify(bare));
    expect(readMachineConfigPools([pool('worker', { status }), withManagedFields])).toEqual([
      expect.objectContaining({ renderedBytes }),
    ]);
    expect(readMachineConfigPools([pool('worker', { status })])?.[0]).not.toHaveProperty('renderedBytes');
  });

  it('reads fields of another type as absent, and returns undefined without pools', () => {
    const odd = pool('odd', { spec: { paused: 'yes', maxUnavailable: {} }, status: { machineCount: '3' } });
    expect(readMachineConfigPools([odd])).toEqual([{ name: 'odd', isPaused: false, maxUnavailable: 1 }]);
    expect(
      readMachineConfigPools([{ ...pool('a'), apiVersion: 'other/v1' }, { kind: 'Pod' }]),
    ).toBeUndefined();
  });
});
