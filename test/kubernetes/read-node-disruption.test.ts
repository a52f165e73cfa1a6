import { describe, expect, it } from '@jest/globals';
import { readDrainOverride, readNodeDisruption } from '../../src/kubernetes/read-node-disruption.ts';
import type { JsonObject } from '../../src/model/json.ts';

const configuration = (others: JsonObject): JsonObject => ({
  apiVersion: 'operator.openshift.io/v1',
  kind: 'MachineConfiguration',
  metadata: { name: 'cluster' },
  ...others,
});
const file = (path: string, ...types: readonly string[]) => ({
  path,
  actions: types.map((type) => ({ type })),
});

describe('readNodeDisruption', () => {
  it('prefers the policy in the status to the policy in the spec', () => {
    const spec = { nodeDisruptionPolicy: { files: [file('/a', 'Reboot')] } };
    const status = {
      nodeDisruptionPolicyStatus: { clusterPolicies: { files: [file('/b', 'Drain', 'Reload')] } },
    };
    expect(readNodeDisruption([configuration({ spec, status })])).toEqual([
      { path: '/b', actions: ['Drain', 'Reload'] },
    ]);
    expect(readNodeDisruption([configuration({ spec })])).toEqual([{ path: '/a', actions: ['Reboot'] }]);
  });

  it('distinguishes an empty policy from an unknown one', () => {
    expect(readNodeDisruption([configuration({ spec: {} })])).toEqual([]);
    expect(
      readNodeDisruption([
        configuration({ metadata: { name: 'other' } }),
        configuration({ apiVersion: 'v1' }),
      ]),
    ).toBeUndefined();
  });

  it('omits unknown actions and malformed files', () => {
    const files = [file('/a', 'None', 'Explode'), { path: 1, actions: [] }, { path: '/b' }, 'x'];
    expect(readNodeDisruption([configuration({ spec: { nodeDisruptionPolicy: { files } } })])).toEqual([
      { path: '/a', actions: ['None'] },
    ]);
  });
});

describe('readDrainOverride', () => {
  const metadata = { name: 'image-registry-override-drain', namespace: 'openshift-machine-config-operator' };

  it('is known only if the ConfigMap exists', () => {
    expect(readDrainOverride([{ kind: 'ConfigMap', metadata }])).toBe(true);
    expect(
      readDrainOverride([{ kind: 'ConfigMap', metadata: { ...metadata, namespace: 'default' } }]),
    ).toBeUndefined();
    expect(
      readDrainOverride([{ kind: 'ConfigMap', metadata: { ...metadata, name: 'other' } }]),
    ).toBeUndefined();
    expect(readDrainOverride([{ kind: 'Secret', metadata }])).toBeUndefined();
  });
});
