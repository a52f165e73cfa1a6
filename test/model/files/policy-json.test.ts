import { describe, expect, it } from '@jest/globals';
import type { ImageConfig } from '../../../src/model/cluster-state.ts';
import { judgeByPolicy, type PolicyOutcome } from '../../../src/model/files/policy-json.ts';
import { foresee } from '../../../src/model/foresee.ts';
import { parseReference } from '../../../src/model/location/image-reference.ts';
import { idms } from '../../../src/rules/example.ts';
import { clusterOf, someDigest, someRelease } from '../../support/cluster.ts';

const payload = 'quay.io/openshift-release-dev/ocp-release';
const mirrored = [idms('d').mirror(payload, ['m.example/ocp'])];

const policyFor = (imageConfig: ImageConfig): PolicyOutcome =>
  foresee(clusterOf(mirrored, { imageConfig, releaseImage: someRelease })).policy;

function judge(imageConfig: ImageConfig, text: string) {
  const outcome = policyFor(imageConfig);
  const parsed = parseReference(text);
  if (outcome.kind !== 'written' || parsed.kind === 'invalid')
    throw new Error('expected a policy and a reference');
  return judgeByPolicy(outcome.policy, parsed.reference);
}

describe('policy.json', () => {
  it('is not written without lists', () => {
    expect(policyFor({}).kind).toBe('not-written');
    expect(policyFor({ blockedRegistries: [], allowedRegistries: [] }).kind).toBe('not-written');
  });

  it('rejects what is blocked, or all but what is allowed', () => {
    expect(judge({ blockedRegistries: ['a.io'] }, 'a.io/n')).toEqual({ verdict: 'reject', scope: 'a.io' });
    expect(judge({ blockedRegistries: ['a.io'] }, 'b.io/n')).toEqual({ verdict: 'accept', scope: undefined });
    expect(judge({ allowedRegistries: ['a.io'] }, 'a.io/n')).toEqual({ verdict: 'accept', scope: 'a.io' });
    expect(judge({ allowedRegistries: ['a.io'] }, 'b.io/n')).toEqual({ verdict: 'reject', scope: undefined });
  });

  it('does not cover a port by its host, though by a wildcard', () => {
    expect(judge({ blockedRegistries: ['a.io'] }, 'a.io:5000/n').verdict).toBe('accept');
    expect(judge({ blockedRegistries: ['*.a.io'] }, 'x.a.io:5000/n')).toEqual({
      verdict: 'reject',
      scope: '*.a.io',
    });
  });

  it('lets the narrowest scope decide, down to one image', () => {
    const imageConfig = { blockedRegistries: ['quay.io'] };
    expect(judge(imageConfig, someRelease)).toEqual({ verdict: 'accept', scope: payload });
    expect(judge(imageConfig, 'quay.io/openshift-release-dev/ocp-v4.0-art-dev')).toEqual({
      verdict: 'reject',
      scope: 'quay.io',
    });
    expect(judge({ blockedRegistries: [`a.io/n@${someDigest}`] }, `a.io/n@${someDigest}`).verdict).toBe(
      'reject',
    );
  });

  it('rejects everything but the payload where exactly the payload repository is blocked', () => {
    expect(judge({ blockedRegistries: [payload] }, 'a.io/n')).toEqual({
      verdict: 'reject',
      scope: undefined,
    });
  });

  it('stops the operator where images are blocked and allowed, or the payload is allowed twice', () => {
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
