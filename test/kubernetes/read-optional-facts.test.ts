import { describe, expect, it } from '@jest/globals';
import { readOptionalFacts } from '../../src/kubernetes/read-optional-facts.ts';

describe('readOptionalFacts', () => {
  it('omits facts that no object contains', () => {
    expect(readOptionalFacts([{ kind: 'Pod' }])).toEqual({});
  });

  it('finds each fact among other objects', () => {
    const facts = readOptionalFacts([
      {
        apiVersion: 'machineconfiguration.openshift.io/v1',
        kind: 'MachineConfigPool',
        metadata: { name: 'worker' },
      },
      { apiVersion: 'operator.openshift.io/v1', kind: 'MachineConfiguration', metadata: { name: 'cluster' } },
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'image-registry-override-drain', namespace: 'openshift-machine-config-operator' },
      },
      { apiVersion: 'config.openshift.io/v1', kind: 'Infrastructure', metadata: { name: 'cluster' } },
      {
        kind: 'Secret',
        metadata: { name: 'pull-secret', namespace: 'openshift-config' },
        stringData: { '.dockerconfigjson': '{"auths":{}}' },
      },
      {
        apiVersion: 'config.openshift.io/v1',
        kind: 'ClusterImagePolicy',
        metadata: { name: 'a' },
        spec: { scopes: ['quay.io'] },
      },
    ]);
    expect(Object.keys(facts).sort()).toEqual([
      'drainOverride',
      'imagePolicies',
      'machineConfigPools',
      'nodeDisruption',
      'platform',
      'pullSecretHosts',
    ]);
  });
});
