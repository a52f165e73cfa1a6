import { describe, expect, it } from '@jest/globals';
import type { Stage } from '../../src/audit/audit-record.ts';
import type { FactSheet } from '../../src/model/facts.ts';
import { idms } from '../../src/rules/example.ts';
import { answer } from '../../src/webhook/admission.ts';
import type { Reply } from '../../src/webhook/call.ts';
import type { AdmissionParts } from '../../src/webhook/parts.ts';
import { Recent } from '../../src/webhook/recent.ts';
import { toQuestion } from '../../src/webhook/recent-answers.ts';
import { keepingParts } from '../support/admission-parts.ts';
import { reviewOf, toBytes } from '../support/review.ts';

const uids = ['705ab4f5-6393-11e8-b7cc-42010a800002', '00000000-aaaa-bbbb-cccc-111111111111'] as const;
const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);

function bodyOf(uid: string, request: Readonly<Record<string, unknown>> = {}): Uint8Array {
  return toBytes(reviewOf(team, { uid, request }));
}

function responseTo(body: Uint8Array, parts: AdmissionParts) {
  return JSON.parse((answer({ stage: 'validate', body }, parts) as Reply).body).response;
}

const known = (body: Uint8Array, { parts }: ReturnType<typeof keepingParts>, stage: Stage = 'validate') => {
  const question = toQuestion(stage, body);
  const { rules, settings, recent } = parts;
  return (
    question && recent?.answers.recall(question, { rules, settings, facts: parts.facts.snapshot().facts })
  );
};

describe('a question that was answered a moment ago', () => {
  it('has the same answer under its own uid, and a record and a count of its own', () => {
    const kept = keepingParts({ recent: new Recent() });
    const [first, second] = uids.map((uid) => responseTo(bodyOf(uid), kept.parts));
    expect(known(bodyOf(uids[0]), kept)).toBeDefined();
    expect(second).toEqual({
      ...first,
      uid: uids[1],
      auditAnnotations: { ...first.auditAnnotations, uid: uids[1] },
    });
    expect(kept.records.map(({ uid }) => uid)).toEqual(uids);
    expect(JSON.stringify(kept.records[1])).toBe(
      JSON.stringify(kept.records[0]).replaceAll(uids[0], uids[1]),
    );
    expect(kept.samples).toHaveLength(2);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['user', { userInfo: { username: 'bob' } }],
    ['dry run', { dryRun: true }],
    ['object', { object: idms('team').object }],
  ])('is another with another %s', (_what, request) => {
    const kept = keepingParts({ recent: new Recent() });
    responseTo(bodyOf(uids[0]), kept.parts);
    expect(known(bodyOf(uids[1], request), kept)).toBeUndefined();
  });

  it('is another in the other stage', () => {
    const kept = keepingParts({ recent: new Recent() });
    responseTo(bodyOf(uids[0]), kept.parts);
    expect(known(bodyOf(uids[0]), kept, 'validate')).toBeDefined();
    expect(known(bodyOf(uids[0]), kept, 'mutate')).toBeUndefined();
  });

  it('is another with other bytes of the same checksum', () => {
    const kept = keepingParts({ recent: new Recent() });
    responseTo(bodyOf(uids[0]), kept.parts);
    const { rules, settings, recent, facts } = kept.parts;
    const basis = { rules, settings, facts: facts.snapshot().facts };
    const [asked, other] = [bodyOf(uids[1]), bodyOf(uids[1], { dryRun: true })].map((body) =>
      toQuestion('validate', body),
    );
    if (asked === undefined || other === undefined) throw new Error('these are questions');
    expect(recent?.answers.recall(asked, basis)).toBeDefined();
    const colliding = { ...other, checksum: asked.checksum };
    expect(recent?.answers.recall(colliding, basis)).toBeUndefined();
    const sameLength = { ...asked, body: asked.body.map((byte) => byte ^ 1) };
    expect(recent?.answers.recall(sameLength, basis)).toBeUndefined();
  });

  it('is asked anew when the facts are others', () => {
    let facts: FactSheet = { known: { imageConfig: {} }, missing: {} };
    const kept = keepingParts({ recent: new Recent(), facts: { snapshot: () => ({ facts, takenAtMs: 0 }) } });
    responseTo(bodyOf(uids[0]), kept.parts);
    facts = { ...facts };
    expect(known(bodyOf(uids[0]), kept)).toBeUndefined();
  });

  it('is not remembered where it would be refused', () => {
    const kept = keepingParts({ recent: new Recent() });
    const malformed = idms('team').mirror('quay.io/*', ['mirror.example.com']);
    expect(responseTo(bodyOf(uids[0], { object: malformed.object }), kept.parts).allowed).toBe(false);
    expect(known(bodyOf(uids[0], { object: malformed.object }), kept)).toBeUndefined();
  });

  it('is not remembered where the uid stands elsewhere too: another one there would be another question', () => {
    const kept = keepingParts({ recent: new Recent() });
    const labelled = { ...team.object, metadata: { name: 'team', labels: { copy: uids[0] } } };
    responseTo(bodyOf(uids[0], { object: labelled }), kept.parts);
    expect(known(bodyOf(uids[0], { object: labelled }), kept)).toBeUndefined();
  });

  it('is not remembered where what looks like the uid is the one of something else', () => {
    const kept = keepingParts({ recent: new Recent() });
    const { kind, apiVersion, request } = reviewOf(team, { uid: 'mine' });
    const { uid, ...others } = request;
    const body = toBytes({ kind, apiVersion, request: { options: { uid: uids[0] }, ...others, uid } });
    expect(responseTo(body, kept.parts).uid).toBe('mine');
    expect(known(body, kept)).toBeUndefined();
  });
});

describe('a body', () => {
  it('is no question where its uid is none of the API server, comes late, or where it is very long', () => {
    const padded = (characters: number) => bodyOf(uids[0], { options: 'x'.repeat(characters) });
    expect(toQuestion('validate', toBytes(reviewOf(team, { uid: 'uid-1' })))).toBeUndefined();
    expect(
      toQuestion('validate', toBytes({ padding: 'x'.repeat(600), request: { uid: uids[0] } })),
    ).toBeUndefined();
    expect(toQuestion('validate', Buffer.from(''))).toBeUndefined();
    expect(toQuestion('validate', padded(1000))).toMatchObject({ uid: uids[0] });
    expect(toQuestion('validate', padded(128 * 1024))).toBeUndefined();
  });
});
