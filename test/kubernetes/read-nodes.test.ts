import { describe, expect, it } from '@jest/globals';
import { readImageModePools, readWindowsNodes } from '../../src/kubernetes/read-nodes.ts';

const node = (os: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: os, labels: { 'kubernetes.io/os': os } },
});

describe('readWindowsNodes', () => {
  it('finds a Windows node', () => {
    expect(readWindowsNodes([node('linux'), node('windows')])).toBe(true);
    expect(readWindowsNodes([node('linux')])).toBe(false);
  });

  it('is unknown without nodes', () => {
    expect(readWindowsNodes([{ ...node('windows'), kind: 'Pod' }])).toBeUndefined();
  });
});

describe('readImageModePools', () => {
  const config = (pool: string) => ({
    apiVersion: 'machineconfiguration.openshift.io/v1',
    kind: 'MachineOSConfig',
    metadata: { name: pool },
    spec: { machineConfigPool: { name: pool } },
  });

  it('names the pools, each once', () => {
    expect(readImageModePools([config('worker'), config('infra'), config('worker')])).toEqual([
      'infra',
      'worker',
    ]);
  });

  it('is unknown without MachineOSConfigs', () => {
    expect(readImageModePools([node('linux')])).toBeUndefined();
  });
});
