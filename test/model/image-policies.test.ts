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

  it('reads ImagePolicies with their namespace and requirements', () => {
    const publicKey = { keyData: 'a2V5' };
    const policy = { rootOfTrust: { policyType: 'PublicKey', publicKey } };
    expect(
      readImagePolicies([
        {
          apiVersion: 'config.openshift.io/v1',
          kind: 'ImagePolicy',
          metadata: { name: 'p', namespace: 'team' },
          spec: { scopes: ['quay.io/a'], policy },
        },
      ]),
    ).toEqual([
      {
        name: 'p',
        namespace: 'team',
        scopes: ['quay.io/a'],
        requirement: {
          type: 'sigstoreSigned',
          keyData: 'a2V5',
          signedIdentity: { type: 'matchRepoDigestOrExact' },
        },
      },
    ]);
  });

  it('returns undefined without a policy of the right kind, group and shape', () => {
    const object = {
      apiVersion: 'config.openshift.io/v1',
      kind: 'ClusterImagePolicy',
      metadata: { name: 'a' },
    };
    expect(
      readImagePolicies([
        object,
        { ...object, apiVersion: 'example.com/v1', spec: { scopes: ['quay.io'] } },
        { ...object, kind: 'ImageContentPolicy', spec: { scopes: ['quay.io'] } },
      ]),
    ).toBeUndefined();
  });
});
