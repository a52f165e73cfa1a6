import { describe, expect, it } from '@jest/globals';
import { readImagePolicies } from '../../src/model/image-policies.ts';

describe('readImagePolicies', () => {
  it('reads the scopes of policies for the whole cluster, of any version', () => {
    const policy = (version: string, scopes: readonly (string | number)[]) => ({
      apiVersion: `config.openshift.io/${version}`,
      kind: 'ClusterImagePolicy',
      metadata: { name: `at-${version}` },
      spec: { scopes },
    });
    expect(readImagePolicies([policy('v1', ['quay.io/a', 5]), policy('v1alpha1', [])])).toEqual([
      { name: 'at-v1', scopes: ['quay.io/a'] },
      { name: 'at-v1alpha1', scopes: [] },
    ]);
  });

  it('knows nothing where there is none, or none of the right shape', () => {
    const object = {
      apiVersion: 'config.openshift.io/v1',
      kind: 'ClusterImagePolicy',
      metadata: { name: 'a' },
    };
    expect(
      readImagePolicies([object, { ...object, kind: 'ImagePolicy', spec: { scopes: ['quay.io'] } }]),
    ).toBeUndefined();
  });
});
