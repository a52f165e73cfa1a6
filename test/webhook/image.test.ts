import { describe, expect, it } from '@jest/globals';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { toMirrorSet } from '../../src/model/mirror-set.ts';
import { compilePolicy } from '../../src/policy/policy.ts';
import { idms, image } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import type { Stage } from '../../src/webhook/decision.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { type ReviewOptions, reviewOf, toBytes } from '../support/review.ts';

const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource');
const facts = {
  known: {
    imageConfig: {},
    clusterVersion: { version: { major: 4, minor: 20 } },
    imagePolicies: [],
    machineConfigPools: [],
    nodeDisruption: [],
  },
  missing: {},
  cluster: new ClusterIndex([toMirrorSet(team.kind, team.name, team.object)]),
};

function ask(object: ReturnType<typeof image>, options: ReviewOptions = {}, stage: Stage = 'validate') {
  const { parts, records, samples } = recordingParts({
    rules,
    facts: { snapshot: () => ({ facts, takenAtMs: 999_000 }) },
  });
  const reply = handleReview({ stage, body: toBytes(reviewOf(object, options)) }, parts);
  if (reply instanceof Promise) throw new Error('the response is not synchronous');
  return { response: JSON.parse(reply.body).response, record: records[0], sample: samples[0] };
}

const blocking = image({ blockedRegistries: ['docker.io', 'mirror.example.com'] });

describe('/validate on Image cluster', () => {
  it('denies an update at the list entry, and names the mirror set', () => {
    const { response, record, sample } = ask(blocking, { operation: 'UPDATE', oldObject: image({}).object });
    expect(response.allowed).toBe(false);
    expect(response.status).toMatchObject({
      code: 422,
      reason: 'Invalid',
      details: { group: 'config.openshift.io', kind: 'Image', name: 'cluster' },
    });
    expect(response.status.details.causes).toEqual([
      {
        reason: 'FieldValueInvalid',
        field: 'spec.registrySources.blockedRegistries[1]',
        message: expect.stringMatching(
          /^no-blocked-mirror: "mirror\.example\.com\/team" of ImageDigestMirrorSet team is in the blocked "mirror\.example\.com". Nodes must not contact "quay\.io\/team" either/,
        ),
      },
    ]);
    expect(record).toMatchObject({ kind: 'Image', name: 'cluster', verdict: 'deny', operation: 'UPDATE' });
    expect(sample).toMatchObject({ kind: 'Image', stage: 'validate', verdict: 'deny' });
  });

  it('denies a new object that sets both lists', () => {
    const { response } = ask(image({ blockedRegistries: [], allowedRegistries: [] }));
    expect(response.allowed).toBe(false);
    expect(response.status.details.causes[0].message).toMatch(/^require-valid-registry-lists: /);
  });

  it('allows a deletion with warnings', () => {
    const { response } = ask(blocking, { operation: 'DELETE', oldObject: blocking.object });
    expect(response.allowed).toBe(true);
    expect(response.warnings.join('\n')).toMatch(/\(no-image-config-deletion\).*\(rollout-drain\)/s);
  });

  it('allows an update that leaves spec unchanged without evaluation', () => {
    const labelled = { ...blocking.object, metadata: { name: 'cluster', labels: { a: 'b' } } };
    const { response, record } = ask(blocking, {
      operation: 'UPDATE',
      object: labelled,
      oldObject: blocking.object,
    });
    expect(response).toEqual({
      uid: 'uid-1',
      allowed: true,
      auditAnnotations: { verdict: 'allow', uid: 'uid-1', record: '00000000000000aa:1' },
    });
    expect(record).toMatchObject({ verdict: 'allow', rules: [] });
  });

  it('never denies an object of a broken shape for its shape', () => {
    for (const spec of [null, 1, { registrySources: [] }, { registrySources: { blockedRegistries: 'a' } }]) {
      const object = { ...blocking.object, spec };
      expect(ask(blocking, { object }).response.allowed).toBe(true);
    }
  });
});

describe('Images that are not evaluated', () => {
  it.each([
    ['another name', { name: 'other', object: { ...blocking.object, metadata: { name: 'other' } } }],
    [
      'the group of ImageStreams',
      { request: { kind: { group: 'image.openshift.io', version: 'v1', kind: 'Image' } } },
    ],
    ['the status', { request: { subResource: 'status' } }],
  ])('are those with %s', (_, options) => {
    const { response, record } = ask(blocking, options);
    const auditAnnotations = { verdict: 'ignore', uid: 'uid-1', record: '00000000000000aa:1' };
    expect(response).toEqual({ uid: 'uid-1', allowed: true, auditAnnotations });
    expect(record?.verdict).toBe('ignore');
  });

  it('are ignored by /mutate', () => {
    expect(ask(blocking, {}, 'mutate').response).toEqual({ uid: 'uid-1', allowed: true });
  });
});

describe('a write of Image cluster that cannot be evaluated', () => {
  const isPast = { isPast: () => true, whenPast: () => () => {} };
  const body = toBytes(reviewOf(blocking));

  /** The responses after an internal error and after the deadline. */
  function requestDuringFailure(failurePolicy: 'Fail' | 'Ignore', settings: object) {
    const snapshot = () => {
      throw new Error('no facts');
    };
    const { parts } = recordingParts({ settings, facts: { snapshot } });
    return [{ body }, { body, deadline: isPast }].map((call) => {
      const reply = handleReview({ stage: 'validate', failurePolicy, ...call }, parts);
      if (reply instanceof Promise) throw new Error('the response is not synchronous');
      return JSON.parse(reply.body).response;
    });
  }

  it('is allowed with a warning by an entry with Ignore, for any settings for mirror sets', () => {
    for (const response of requestDuringFailure('Ignore', { onDeadline: 'deny', onInternalError: 'deny' })) {
      expect(response.allowed).toBe(true);
      expect(response.warnings[0]).toMatch(/the request was allowed without evaluation, as configured/);
    }
  });

  it('is denied by an entry with Fail, for any settings for mirror sets', () => {
    for (const response of requestDuringFailure('Fail', { onDeadline: 'warn', onInternalError: 'warn' }))
      expect(response).toMatchObject({ allowed: false, status: { code: 503 } });
  });

  it('is allowed by an entry with Fail if the policy is advisory', () => {
    const { enforcement } = compilePolicy({ preset: 'advisory' }, rules);
    for (const response of requestDuringFailure('Fail', { enforcement })) expect(response.allowed).toBe(true);
  });
});
