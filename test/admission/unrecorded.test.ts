import { describe, expect, it } from '@jest/globals';
import { answer } from '../../src/admission/admission.ts';
import type { AuditSink } from '../../src/admission/ports.ts';
import { idms } from '../../src/policy/example.ts';
import { keepingParts } from '../support/admission-parts.ts';
import { reviewOf, toBytes } from '../support/review.ts';

const good = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const bad = idms('team').mirror('https://quay.io/team', ['mirror.example.com/team']);

const rejecting: AuditSink = { record: () => Promise.reject(new Error('ENOSPC')), close: async () => {} };
const throwing: AuditSink = {
  record() {
    throw new Error('broken');
  },
  close: async () => {},
};

async function responseTo(object: typeof good, audit: AuditSink, onInternalError: 'warn' | 'deny') {
  const { parts } = keepingParts({ audit, settings: { onInternalError } });
  const { body } = await answer({ stage: 'validate', body: toBytes(reviewOf(object)) }, parts);
  return JSON.parse(body).response;
}

describe.each([
  ['cannot keep it', rejecting],
  ['is broken', throwing],
])('a decision whose audit log %s', (_trouble, audit) => {
  it.each(['warn', 'deny'] as const)('is still a refusal if it was one: on-internal-error %s', async (setting) => {
    expect(await responseTo(bad, audit, setting)).toMatchObject({ allowed: false, status: { code: 422 } });
  });

  it('is let through with a warning where faults of mirrorguard do not refuse', async () => {
    const response = await responseTo(good, audit, 'warn');
    expect(response).toMatchObject({ allowed: true, auditAnnotations: { failure: 'internal-error' } });
    expect(response.warnings).toHaveLength(1);
  });

  it('is refused where faults of mirrorguard do, in a way that clients try again', async () => {
    expect(await responseTo(good, audit, 'deny')).toMatchObject({ allowed: false, status: { code: 503 } });
  });
});
