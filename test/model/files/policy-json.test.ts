import { describe, expect, it } from '@jest/globals';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import type { ImageConfig } from '../../../src/model/cluster-state.ts';
import {
  namespacePolicyContent,
  type PolicyOutcome,
  policyJsonContent,
  policyNamespaces,
  policyVerdict,
} from '../../../src/model/files/policy-json.ts';
import { collectSignedScopes, type ImagePolicy } from '../../../src/model/image-policies.ts';
import { parseReference } from '../../../src/model/location/image-reference.ts';
import { syncError } from '../../../src/model/stopping-problems.ts';
import { idms } from '../../../src/rules/example.ts';
import { clusterOf, someDigest, someRelease } from '../../support/cluster.ts';

const payload = 'quay.io/openshift-release-dev/ocp-release';
const mirrored = [idms('d').mirror(payload, ['m.example/ocp'])];

const policyFor = (imageConfig: ImageConfig): PolicyOutcome =>
  ClusterModel.predict(clusterOf(mirrored, { imageConfig, releaseImage: someRelease })).policy;

function evaluateWrite(imageConfig: ImageConfig, text: string) {
  const outcome = policyFor(imageConfig);
  const parsed = parseReference(text);
  if (outcome.kind !== 'written' || parsed.kind === 'invalid')
    throw new Error('expected a policy and a reference');
  return policyVerdict(outcome.policy, parsed.reference);
}

describe('policy.json', () => {
  it('is not written without lists', () => {
    expect(policyFor({}).kind).toBe('not-written');
    expect(policyFor({ blockedRegistries: [], allowedRegistries: [] }).kind).toBe('not-written');
  });

  it('rejects blocked registries, or all except allowed registries', () => {
    expect(evaluateWrite({ blockedRegistries: ['a.io'] }, 'a.io/n')).toEqual({
      verdict: 'reject',
      scope: 'a.io',
    });
    expect(evaluateWrite({ blockedRegistries: ['a.io'] }, 'b.io/n')).toEqual({
      verdict: 'accept',
      scope: undefined,
    });
    expect(evaluateWrite({ allowedRegistries: ['a.io'] }, 'a.io/n')).toEqual({
      verdict: 'accept',
      scope: 'a.io',
    });
    expect(evaluateWrite({ allowedRegistries: ['a.io'] }, 'b.io/n')).toEqual({
      verdict: 'reject',
      scope: undefined,
    });
  });

  it('matches a host with a port against a wildcard, but not against the host', () => {
    expect(evaluateWrite({ blockedRegistries: ['a.io'] }, 'a.io:5000/n').verdict).toBe('accept');
    expect(evaluateWrite({ blockedRegistries: ['*.a.io'] }, 'x.a.io:5000/n')).toEqual({
      verdict: 'reject',
      scope: '*.a.io',
    });
  });

  it('applies the narrowest scope, which can be one image', () => {
    const imageConfig = { blockedRegistries: ['quay.io'] };
    expect(evaluateWrite(imageConfig, someRelease)).toEqual({ verdict: 'accept', scope: payload });
    expect(evaluateWrite(imageConfig, 'quay.io/openshift-release-dev/ocp-v4.0-art-dev')).toEqual({
      verdict: 'reject',
      scope: 'quay.io',
    });
    expect(
      evaluateWrite({ blockedRegistries: [`a.io/n@${someDigest}`] }, `a.io/n@${someDigest}`).verdict,
    ).toBe('reject');
  });

  it('rejects all images except the payload if exactly the payload repository is blocked', () => {
    expect(evaluateWrite({ blockedRegistries: [payload] }, 'a.io/n')).toEqual({
      verdict: 'reject',
      scope: undefined,
    });
  });

  it('stops the operator if images are blocked and allowed, or the payload is allowed twice', () => {
    const failed = { kind: 'failed', problems: [{ kind: 'allowed-and-blocked' }] };
    expect(policyFor({ blockedRegistries: ['a.io'], allowedRegistries: ['b.io'] })).toMatchObject(failed);
    expect(policyFor({ blockedRegistries: ['quay.io', '*.io'] })).toMatchObject(failed);
  });

  it('stops the operator at an allowed scope that is not valid', () => {
    expect(policyFor({ allowedRegistries: ['a.*'] })).toMatchObject({
      kind: 'failed',
      problems: [
        {
          kind: 'invalid-allowed-registry',
          scope: 'a.*',
          message: 'invalid entry for allowed registries "a.*"',
        },
      ],
    });
  });
});

describe('policy.json with image policies', () => {
  const requirement = { type: 'sigstoreSigned', keyData: 'a2V5' };
  const cluster = { name: 'openshift', scopes: [payload], requirement };
  const inTeam = (...scopes: readonly string[]) => ({ name: 'p', namespace: 'team', scopes, requirement });
  const predict = (imageConfig: ImageConfig, imagePolicies: readonly ImagePolicy[], objects = mirrored) =>
    ClusterModel.predict(clusterOf(objects, { imageConfig, releaseImage: someRelease, imagePolicies }));
  const errorsOf = (...inputs: Parameters<typeof predict>) => predict(...inputs).problems.map(syncError);

  it('requires signatures of a scope, also if the scope is allowed', () => {
    const { policy } = predict({ allowedRegistries: [payload, 'a.io'] }, [cluster]);
    if (policy.kind !== 'written') throw new Error('expected a policy');
    expect(policyJsonContent(policy.policy)).toEqual({
      default: [{ type: 'reject' }],
      transports: {
        docker: { 'a.io': [{ type: 'insecureAcceptAnything' }], [payload]: [requirement] },
        atomic: { 'a.io': [{ type: 'insecureAcceptAnything' }], [payload]: [requirement] },
        'docker-daemon': { '': [{ type: 'insecureAcceptAnything' }] },
      },
    });
    expect(policyVerdict(policy.policy, { name: payload })).toEqual({ verdict: 'signed', scope: payload });
  });

  it('omits long scopes of transport atomic', () => {
    const scope = 'a.io/b/c/d';
    const { policy } = predict({}, [{ ...cluster, scopes: [scope] }]);
    if (policy.kind !== 'written') throw new Error('expected a policy');
    expect(policyJsonContent(policy.policy)).toMatchObject({
      default: [{ type: 'insecureAcceptAnything' }],
      transports: { docker: { [scope]: [requirement] }, atomic: {} },
    });
  });

  it('stops the MCO if a scope is blocked; payload mirrors cause the block', () => {
    const imageConfig = { blockedRegistries: ['quay.io'] };
    const message = `could not update policy json with new changes: clusterimagePolicy configured for the scope ${payload} is nested inside blockedRegistries`;
    expect(errorsOf(imageConfig, [cluster])).toEqual([message]);
    expect(errorsOf(imageConfig, [cluster], [])).toEqual([]);
  });

  it('stops the MCO if a scope is not allowed, also by the implied allow list', () => {
    const message =
      'could not update policy json with new changes: clusterimagePolicy configured for the scope a.io/x is not nested inside allowedRegistries';
    const other = { name: 'other', scopes: ['a.io/x'] };
    expect(errorsOf({ allowedRegistries: ['b.io'] }, [other])).toEqual([message]);
    expect(errorsOf({ blockedRegistries: ['quay.io'] }, [other])).toEqual([message]);
    expect(errorsOf({ allowedRegistries: ['a.io'] }, [other])).toEqual([]);
  });

  it('stops the MCO at an ImagePolicy in the same way', () => {
    const message =
      'could not update namespace policy JSON from imagepolicy: imagePolicy configured for the scope bad.io/x is';
    const lists = { blockedRegistries: ['bad.io'] };
    expect(errorsOf(lists, [inTeam('bad.io/x')])).toEqual([`${message} nested inside blockedRegistries`]);
    expect(errorsOf({ allowedRegistries: ['good.io'] }, [inTeam('bad.io/x')])).toEqual([
      `${message} not nested inside allowedRegistries`,
    ]);
  });

  it('omits scopes of an ImagePolicy that a ClusterImagePolicy contains', () => {
    const all = [{ name: 'all', scopes: ['bad.io'] }, inTeam('bad.io/x', 'good.io')];
    expect([...collectSignedScopes(all).namespaced.keys()]).toEqual(['good.io']);
  });

  it('has a file for each namespace in addition to that of the cluster', () => {
    const model = predict({ allowedRegistries: ['a.io'] }, [inTeam('a.io'), inTeam('a.io/x')]);
    const { policy, signed } = model;
    if (policy.kind !== 'written') throw new Error('expected a policy');
    expect(policyNamespaces(signed)).toEqual(['team']);
    expect(namespacePolicyContent('team', policy.policy, signed)).toMatchObject({
      transports: {
        docker: { 'a.io': [{ type: 'insecureAcceptAnything' }, requirement], 'a.io/x': [requirement] },
      },
    });
    expect([...model.nodeFiles().otherFiles.keys()]).toEqual([
      '/etc/containers/registries.d/sigstore-registries.yaml',
      '/etc/crio/policies/team.json',
    ]);
  });
});
