import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../src/rules/example.ts';
import { deadlineAt } from '../../src/server/deadline.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import type { Stage } from '../../src/webhook/decision.ts';
import type { AdmissionParts } from '../../src/webhook/ports.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { knownCluster } from '../support/known-cluster.ts';
import { ruleThatReports } from '../support/outcomes.ts';
import { type ReviewOptions, reviewOf, toBytes } from '../support/review.ts';

const good = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const wildcard = idms('team').mirror('quay.io/team', ['*.example.com/team']);
const scheme = idms('team').mirror('https://quay.io/team', ['mirror.example.com/team']);

function ask(
  stage: Stage,
  object: Parameters<typeof reviewOf>[0],
  options: ReviewOptions = {},
  parts: AdmissionParts = recordingParts().parts,
) {
  const reply = handleReview({ stage, body: toBytes(reviewOf(object, options)) }, parts);
  if (reply instanceof Promise) throw new Error('the response is not synchronous');
  return { status: reply.status, review: JSON.parse(reply.body) };
}
const responseTo = (...args: Parameters<typeof ask>) => ask(...args).review.response;

describe('every response', () => {
  it.each(['mutate', 'validate'] as const)('of /%s has the uid and apiVersion of the request', (stage) => {
    for (const object of [good, wildcard]) {
      const { status, review } = ask(stage, object, { uid: 'abc' });
      expect(status).toBe(200);
      expect(review).toMatchObject({
        apiVersion: 'admission.k8s.io/v1',
        kind: 'AdmissionReview',
        response: { uid: 'abc' },
      });
    }
  });
});

describe('/validate', () => {
  it('allows a valid object', () => {
    expect(responseTo('validate', good)).toEqual({
      uid: 'uid-1',
      allowed: true,
      auditAnnotations: { verdict: 'allow', uid: 'uid-1', record: '00000000000000aa:1' },
    });
  });

  it('denies with one cause per finding', () => {
    const both = idms('team').mirror('https://quay.io/team', ['*.example.com/team']);
    const { allowed, status } = responseTo('validate', both);
    expect(allowed).toBe(false);
    expect(status).toMatchObject({
      code: 422,
      reason: 'Invalid',
      details: { group: 'config.openshift.io', kind: 'ImageDigestMirrorSet', name: 'team' },
    });
    expect(status.details.causes).toEqual([
      {
        reason: 'FieldValueInvalid',
        field: 'spec.imageDigestMirrors[0].source',
        message: expect.stringMatching(/^no-scheme: /),
      },
      {
        reason: 'FieldValueInvalid',
        field: 'spec.imageDigestMirrors[0].mirrors[0]',
        message: expect.stringMatching(/^no-wildcard-mirror: /),
      },
    ]);
    expect(status.message).toMatch(
      /^ImageDigestMirrorSet "team" is denied for 2 reasons: spec\.imageDigestMirrors\[0\]\.source: .*\(no-scheme\); .*\(no-wildcard-mirror\)$/,
    );
  });

  it('never patches', () => {
    expect(responseTo('validate', scheme)).not.toHaveProperty('patch');
  });

  it('evaluates a DELETE by its oldObject', () => {
    expect(responseTo('validate', good, { operation: 'DELETE', oldObject: good.object })).toMatchObject({
      allowed: true,
    });
  });

  it.each([itms('a').mirror('https://quay.io/x'), icsp('a').mirror('https://quay.io/x')])(
    'evaluates the other kinds',
    (object) => {
      expect(responseTo('validate', object).allowed).toBe(false);
    },
  );
});

describe('/mutate', () => {
  it('mutates by a JSON Patch with a warning', () => {
    const response = responseTo('mutate', scheme);
    expect(response).toMatchObject({ allowed: true, patchType: 'JSONPatch' });
    expect(JSON.parse(Buffer.from(response.patch, 'base64').toString())).toEqual([
      { op: 'replace', path: '/spec/imageDigestMirrors/0/source', value: 'quay.io/team' },
    ]);
    expect(response.warnings).toEqual([
      expect.stringMatching(
        /^spec\.imageDigestMirrors\[0\]\.source: .*"https:\/\/quay\.io\/team".*"quay\.io\/team".*\([a-z-]+\)$/,
      ),
    ]);
  });

  it('has one audit annotation per mutation with a constant value, for reinvocation', () => {
    const { auditAnnotations } = responseTo('mutate', scheme);
    expect(Object.keys(auditAnnotations)).toEqual([expect.stringMatching(/^mutated\.[a-z-]+$/)]);
    expect(Object.values(auditAnnotations)).toEqual(['true']);
  });

  it('denies an object that is malformed after mutation', () => {
    const response = responseTo('mutate', wildcard);
    expect(response.allowed).toBe(false);
    expect(response).not.toHaveProperty('patch');
  });

  it('allows a well-formed object that /validate denies', () => {
    const pointless = idms('team').mirror('quay.io/team', [], 'NeverContactSource');
    expect(responseTo('mutate', pointless)).toMatchObject({ allowed: true });
    expect(responseTo('validate', pointless)).toMatchObject({ allowed: false });
  });

  it('reports the path in the original object after mutations removed mirrors', () => {
    const object = idms('team').mirror('quay.io/team', [
      'm.example.com/a',
      'm.example.com/a',
      '*.example.com',
    ]);
    const { status } = responseTo('mutate', object);
    expect(status.details.causes.map(({ field }: { field: string }) => field)).toContain(
      'spec.imageDigestMirrors[0].mirrors[2]',
    );
  });

  it('ignores a DELETE, on which a patch would be an error', () => {
    expect(responseTo('mutate', scheme, { operation: 'DELETE', oldObject: scheme.object })).toEqual({
      uid: 'uid-1',
      allowed: true,
    });
  });

  it('denies an object of any other shape', () => {
    for (const object of [
      null,
      7,
      'x',
      [],
      {},
      { spec: { imageDigestMirrors: 'x' } },
      { spec: { imageDigestMirrors: [null, { source: 1, mirrors: 'm' }] } },
    ])
      expect(responseTo('mutate', { ...good, object: object as never })).toMatchObject({
        uid: 'uid-1',
        allowed: false,
      });
  });
});

describe('an update that leaves spec unchanged', () => {
  const stored = icsp('legacy').mirror('https://quay.io/team', ['*.example.com/a/', 'mirror/x']);
  const { metadata, ...rest } = stored.object;
  const labelled = { ...rest, metadata: { ...(metadata as object), labels: { team: 'a' } } };
  const deleted = {
    ...rest,
    metadata: { ...(metadata as object), deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: [] },
  };
  const plainly = (stage: Stage) => ({
    uid: 'uid-1',
    allowed: true,
    auditAnnotations:
      stage === 'validate' ? { verdict: 'allow', uid: 'uid-1', record: '00000000000000aa:1' } : {},
  });

  it.each(['mutate', 'validate'] as const)('is allowed by /%s without mutation', (stage) => {
    for (const object of [labelled, deleted]) {
      const written = { object, oldObject: stored.object, operation: 'UPDATE' };
      expect(responseTo(stage, stored, written)).toEqual(plainly(stage));
    }
    expect(responseTo(stage, stored).allowed).toBe(false);
  });

  it('is allowed for any order of keys', () => {
    const entry = { mirrors: ['*.example.com/a/', 'mirror/x'], source: 'https://quay.io/team' };
    const object = { ...labelled, spec: { repositoryDigestMirrors: [entry] } };
    expect(responseTo('mutate', stored, { object, oldObject: stored.object, operation: 'UPDATE' })).toEqual(
      plainly('mutate'),
    );
  });

  it('is allowed beyond the limits of one object', () => {
    const entries = Array.from({ length: 10_001 }, (_, at) => ({
      source: `quay.io/t${at}`,
      mirrors: ['m.io/a'],
    }));
    const huge = { ...stored.object, spec: { repositoryDigestMirrors: entries } };
    for (const stage of ['mutate', 'validate'] as const)
      expect(
        responseTo(stage, stored, {
          object: { ...labelled, spec: huge.spec },
          oldObject: huge,
          operation: 'UPDATE',
        }),
      ).toEqual(plainly(stage));
    expect(responseTo('validate', stored, { object: huge }).allowed).toBe(false);
  });

  it('is allowed after the deadline with on-deadline deny', () => {
    const clock = { nowMs: () => 0, monotonicMs: () => 100 };
    const { parts } = recordingParts({ clock, settings: { onDeadline: 'deny' } });
    const body = toBytes(
      reviewOf(stored, { object: labelled, oldObject: stored.object, operation: 'UPDATE' }),
    );
    const reply = handleReview({ stage: 'validate', body, deadline: deadlineAt(100, clock) }, parts);
    if (reply instanceof Promise) throw new Error('the response is not synchronous');
    expect(JSON.parse(reply.body).response).toEqual(plainly('validate'));
  });

  it('does not exempt a changed entry', () => {
    const object = {
      ...labelled,
      ...icsp('legacy').mirror('https://quay.io/new', ['*.example.com/a']).object,
    };
    expect(
      responseTo('validate', stored, { object, oldObject: stored.object, operation: 'UPDATE' }).allowed,
    ).toBe(false);
  });
});

describe('an update by a reconciler that merges lists', () => {
  const update = (stored: typeof good, merged: typeof good) =>
    responseTo('mutate', merged, { operation: 'UPDATE', oldObject: stored.object });

  it('is denied if a mutation would append the same entry again', () => {
    const stored = idms('dc').mirror('registry.redhat.io', ['mirror.example.com:8443/redhat']);
    const merged = stored.mirror('registry.redhat.io/', ['https://mirror.example.com:8443/redhat']);
    const { allowed, status } = update(stored, merged);
    expect(allowed).toBe(false);
    expect(status.details.causes).toContainEqual({
      reason: 'FieldValueInvalid',
      field: 'spec.imageDigestMirrors[1]',
      message: expect.stringMatching(
        /^require-valid-structure: this entry is spec\.imageDigestMirrors\[0\] again/,
      ),
    });
  });

  it('is denied for an ImageContentSourcePolicy too', () => {
    const stored = icsp('dc').mirror('registry.redhat.io', ['mirror.example.com:8443/redhat']);
    const merged = stored.mirror('registry.redhat.io', ['mirror.example.com:8443/redhat/']);
    expect(update(stored, merged).allowed).toBe(false);
  });

  it('is allowed if it appends another entry', () => {
    const stored = idms('dc').mirror('registry.redhat.io', ['mirror.example.com:8443/redhat']);
    const merged = stored.mirror('quay.io/', ['mirror.example.com:8443/quay']);
    expect(update(stored, merged)).toMatchObject({ allowed: true, patchType: 'JSONPatch' });
  });
});

describe('a request that does not write a mirror set', () => {
  it.each(['mutate', 'validate'] as const)('is allowed by /%s without evaluation', (stage) => {
    const auditAnnotations = { verdict: 'ignore', uid: 'uid-1', record: '00000000000000aa:1' };
    const allowedRequest = {
      uid: 'uid-1',
      allowed: true,
      ...(stage === 'validate' ? { auditAnnotations } : {}),
    };
    expect(responseTo(stage, wildcard, { operation: 'CONNECT' })).toEqual(allowedRequest);
    expect(responseTo(stage, wildcard, { request: { subResource: 'status' } })).toEqual(allowedRequest);
    expect(
      responseTo(stage, wildcard, { request: { kind: { group: '', version: 'v1', kind: 'Pod' } } }),
    ).toEqual(allowedRequest);
    expect(
      responseTo(stage, wildcard, {
        request: { kind: { group: 'example.com', version: 'v1', kind: 'ImageDigestMirrorSet' } },
      }),
    ).toEqual(allowedRequest);
  });

  it('is recorded with verdict ignore', () => {
    const { parts, records } = recordingParts();
    ask('validate', wildcard, { operation: 'CONNECT' }, parts);
    expect(records).toEqual([expect.objectContaining({ verdict: 'ignore' })]);
  });
});

describe('the audit annotations of a response', () => {
  const annotationsOf = (stage: Stage, object: typeof good) => responseTo(stage, object).auditAnnotations;
  const record = '00000000000000aa:1';

  it('state the audit record of each response of /validate, and of each denial of /mutate', () => {
    expect(annotationsOf('validate', good)).toMatchObject({ verdict: 'allow', record });
    expect(annotationsOf('validate', wildcard)).toMatchObject({ verdict: 'deny', record });
    expect(annotationsOf('mutate', wildcard)).toMatchObject({ verdict: 'deny', record });
  });

  it('of an allowed /mutate have no value that a reinvocation changes', () => {
    expect(annotationsOf('mutate', good)).toEqual({});
  });

  it('have short keys and values', () => {
    for (const [key, value] of Object.entries(annotationsOf('validate', wildcard))) {
      expect(`validate-image.mirrorguard.io/${key}`).toMatch(/^[-.\w]{1,253}\/[-.\w]{1,63}$/);
      expect((value as string).length).toBeLessThan(1024);
    }
  });
});

describe('an object without a name', () => {
  it('is named by its generateName prefix', () => {
    const unnamed = { ...wildcard, object: { ...wildcard.object, metadata: { generateName: 'team-' } } };
    expect(responseTo('validate', unnamed, { name: '' }).status).toMatchObject({
      details: { name: 'team-' },
      message: expect.stringContaining('"team-"'),
    });
  });
});

describe('a dry run', () => {
  it('gets the same decision and is marked in the record', () => {
    const { parts, records } = recordingParts();
    expect(responseTo('validate', wildcard, { request: { dryRun: true } }, parts).allowed).toBe(false);
    expect(records).toEqual([expect.objectContaining({ dryRun: true, verdict: 'deny' })]);
  });
});

describe('the record of a decision', () => {
  it('states the user, the object and the findings', () => {
    const { parts, records, samples } = recordingParts();
    ask('validate', wildcard, {}, parts);
    expect(records).toEqual([
      expect.objectContaining({
        schemaVersion: 1,
        time: '1970-01-01T00:16:40.000Z',
        uid: 'uid-1',
        stage: 'validate',
        operation: 'CREATE',
        kind: 'ImageDigestMirrorSet',
        name: 'team',
        user: { name: 'alice', groups: ['platform-admins'] },
        verdict: 'deny',
        rules: [
          expect.objectContaining({
            id: 'no-wildcard-mirror',
            severity: 'deny',
            path: 'spec.imageDigestMirrors[0].mirrors[0]',
          }),
        ],
        patch: null,
        failure: null,
        factsAgeMs: 1000,
      }),
    ]);
    expect(samples).toEqual([
      expect.objectContaining({
        stage: 'validate',
        kind: 'ImageDigestMirrorSet',
        operation: 'CREATE',
        verdict: 'deny',
      }),
    ]);
  });

  it('has the patch', () => {
    const { parts, records } = recordingParts();
    ask('mutate', scheme, {}, parts);
    expect(records[0]?.patch).toEqual([
      { op: 'replace', path: '/spec/imageDigestMirrors/0/source', value: 'quay.io/team' },
    ]);
  });
});

describe('a body that is not an AdmissionReview', () => {
  it.each([
    ['', 'it is empty'],
    ['{', 'the body is not JSON'],
    ['[]', 'the body must be an object, but is a list'],
    ['{}', 'the body must have apiVersion'],
    [
      '{"apiVersion":"admission.k8s.io/v1beta1","kind":"AdmissionReview","request":{}}',
      'apiVersion must be admission.k8s.io/v1, but is the string "admission.k8s.io/v1beta1"',
    ],
  ])('gets HTTP 400: %j', (body, problem) => {
    const reply = handleReview({ stage: 'validate', body: Buffer.from(body) }, recordingParts().parts);
    expect(reply).toMatchObject({
      status: 400,
      contentType: 'text/plain; charset=utf-8',
      body: expect.stringContaining(problem),
    });
  });
});

describe('an internal error', () => {
  const broken = {
    facts: {
      snapshot: () => {
        throw new Error('no facts today');
      },
    },
  };

  it('allows the write with a warning by default', () => {
    const { parts, logger, records } = recordingParts(broken);
    expect(responseTo('validate', wildcard, {}, parts)).toMatchObject({
      uid: 'uid-1',
      allowed: true,
      warnings: [expect.stringContaining('allowed without evaluation')],
    });
    expect(logger.lines).toEqual([
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ uid: 'uid-1' }) }),
    ]);
    expect(records).toEqual([expect.objectContaining({ failure: 'internal-error', verdict: 'allow' })]);
  });

  it('denies the write with on-internal-error deny', () => {
    const { parts } = recordingParts({ ...broken, settings: { onInternalError: 'deny' } });
    expect(responseTo('validate', good, {}, parts)).toMatchObject({
      uid: 'uid-1',
      allowed: false,
      status: { code: 503 },
    });
  });

  it('while the response is encoded is recorded as internal-error', () => {
    const unspeakable = ruleThatReports('unspeakable', [
      { path: ['spec'], message: Object.create(null) as string },
    ]);
    const { parts, logger, records } = recordingParts({ rules: [unspeakable] });
    const uids = ['705ab4f5-6393-11e8-b7cc-42010a800002', '00000000-aaaa-bbbb-cccc-111111111111'];
    for (const uid of uids)
      expect(responseTo('validate', good, { uid }, parts)).toMatchObject({
        uid,
        warnings: [expect.stringContaining('allowed without evaluation')],
      });
    expect(logger.lines.map(({ message }) => message)).toEqual(['Evaluation failed', 'Evaluation failed']);
    expect(records.map(({ failure }) => failure)).toEqual(['internal-error', 'internal-error']);
  });

  it('while the record is made still records the verdict', () => {
    const snapshot = () => ({ facts: knownCluster(), takenAtMs: 1n as unknown as number });
    const { parts, logger, records } = recordingParts({ rules: [], facts: { snapshot } });
    expect(responseTo('validate', good, {}, parts)).toMatchObject({ allowed: true });
    expect(logger.lines.map(({ message }) => message)).toEqual(['Audit record is incomplete']);
    expect(records).toEqual([
      expect.objectContaining({ verdict: 'allow', failure: 'internal-error', rules: [] }),
    ]);
  });

  it('in one rule does not affect the others', () => {
    const { parts } = recordingParts();
    const [first] = parts.rules;
    const breaks = {
      ...first,
      id: 'breaks',
      check: () => {
        throw new Error('oops');
      },
    } as (typeof parts.rules)[number];
    const { allowed, status } = responseTo(
      'validate',
      wildcard,
      {},
      { ...parts, rules: [breaks, ...parts.rules] },
    );
    expect(allowed).toBe(false);
    expect(status.details.causes).toHaveLength(1);
  });
});

describe('a durable audit sink', () => {
  it('delays the response until the record is written', async () => {
    let written: () => void = () => {};
    const { parts } = recordingParts({
      audit: {
        nextId: () => undefined,
        record: () => ({
          written: new Promise((resolve) => {
            written = resolve;
          }),
          amend: () => {},
        }),
        close: async () => {},
      },
    });
    const reply = handleReview({ stage: 'validate', body: toBytes(reviewOf(good)) }, parts);
    let isFinished = false;
    void Promise.resolve(reply).then(() => {
      isFinished = true;
    });
    await Promise.resolve();
    expect(isFinished).toBe(false);
    written();
    expect(JSON.parse((await reply).body).response.allowed).toBe(true);
  });
});

describe('a request that cannot be evaluated', () => {
  const undecided = { onDeadline: undefined, onInternalError: undefined };
  const past = { isPast: () => true, whenPast: () => () => {} };
  const noSnapshot = () => {
    throw new Error('no facts');
  };

  it.each([
    ['Fail', false],
    ['Ignore', true],
    [undefined, false],
  ] as const)('follows the failurePolicy %s of the entry', (failurePolicy, allowed) => {
    const entry = failurePolicy === undefined ? {} : { failurePolicy };
    for (const deadline of [undefined, past]) {
      const { parts } = recordingParts({ settings: undecided, facts: { snapshot: noSnapshot } });
      const call = { ...entry, ...(deadline === undefined ? {} : { deadline }) };
      const reply = handleReview({ stage: 'validate', body: toBytes(reviewOf(good)), ...call }, parts);
      if (reply instanceof Promise) throw new Error('the response is not synchronous');
      expect(JSON.parse(reply.body).response.allowed).toBe(allowed);
    }
  });

  it('follows the settings of the policy rather than the entry', () => {
    const { parts } = recordingParts({ settings: { onDeadline: 'deny', onInternalError: 'deny' } });
    const body = toBytes(reviewOf(good));
    const reply = handleReview({ stage: 'validate', failurePolicy: 'Ignore', body, deadline: past }, parts);
    if (reply instanceof Promise) throw new Error('the response is not synchronous');
    expect(JSON.parse(reply.body).response.allowed).toBe(false);
  });
});

describe('a deadline', () => {
  const at = (nowMs: number, deadlineMs: number, settings = {}) => {
    const clock = { nowMs: () => 0, monotonicMs: () => nowMs };
    const { parts, records } = recordingParts({ clock, settings });
    const reply = handleReview(
      { stage: 'validate', body: toBytes(reviewOf(wildcard)), deadline: deadlineAt(deadlineMs, clock) },
      parts,
    );
    if (reply instanceof Promise) throw new Error('the response is not synchronous');
    return { response: JSON.parse(reply.body).response, records };
  };

  it('in the future has no effect', () => {
    expect(at(99, 100).response.allowed).toBe(false);
  });

  it('in the past allows the write with a warning by default', () => {
    const { response, records } = at(100, 100);
    expect(response).toMatchObject({
      uid: 'uid-1',
      allowed: true,
      warnings: [expect.stringContaining('before the webhook timeout')],
    });
    expect(records).toEqual([expect.objectContaining({ failure: 'deadline' })]);
  });

  it('in the past denies the write with on-deadline deny', () => {
    expect(at(100, 100, { onDeadline: 'deny' }).response).toMatchObject({
      allowed: false,
      status: { code: 503 },
    });
  });
});
