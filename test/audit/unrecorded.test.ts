import { describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../src/audit/audit-record.ts';
import { RecordPending } from '../../src/audit/record-pending.ts';
import { idms } from '../../src/rules/example.ts';
import { answer } from '../../src/webhook/admission.ts';
import type { AuditSink } from '../../src/webhook/ports.ts';
import { keepingParts } from '../support/admission-parts.ts';
import { ManualDeadline } from '../support/deadlines.ts';
import { reviewOf, toBytes } from '../support/review.ts';

const good = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const repaired = idms('team').mirror('quay.io/team', ['mirror.example.com/team/']);
const bad = idms('team').mirror('https://quay.io/team', ['mirror.example.com/team']);
const notOnRecord = 'mirrorguard has judged this object, but its audit log has not kept the decision in time';

const rejecting: AuditSink = { record: () => Promise.reject(new Error('ENOSPC')), close: async () => {} };
const throwing: AuditSink = {
  record() {
    throw new Error('broken');
  },
  close: async () => {},
};

/** Takes records, and keeps none of them until it is told to. */
function slowSink() {
  const records: AuditRecord[] = [];
  const waiting: { readonly keep: () => void; readonly fail: (error: Error) => void }[] = [];
  const record = (make: () => string) => {
    records.push(JSON.parse(make()));
    return new Promise<void>((keep, fail) => waiting.push({ keep, fail }));
  };
  return { records, waiting, audit: { record, close: async () => {} } };
}

interface Settings {
  readonly onDeadline?: 'warn' | 'deny';
  readonly onInternalError?: 'warn' | 'deny';
}

function ask(
  object: typeof good,
  audit: AuditSink,
  settings: Settings = {},
  stage: 'mutate' | 'validate' = 'validate',
) {
  const deadline = new ManualDeadline();
  const { parts, logger, samples } = keepingParts({ audit, settings });
  const replied = Promise.resolve(answer({ stage, body: toBytes(reviewOf(object)), deadline }, parts));
  const response = replied.then(({ body }) => JSON.parse(body).response);
  return { deadline, response, logger, samples };
}

describe.each([
  ['cannot keep it', rejecting],
  ['is broken', throwing],
])('a decision whose audit log %s', (_trouble, audit) => {
  it.each(['warn', 'deny'] as const)(
    'is still a refusal if it was one: on-internal-error %s',
    async (onInternalError) => {
      expect(await ask(bad, audit, { onInternalError }).response).toMatchObject({
        allowed: false,
        status: { code: 422 },
      });
    },
  );

  it.each(['warn', 'deny'] as const)(
    'is let through with a warning where faults of mirrorguard do not refuse: on-deadline %s',
    async (onDeadline) => {
      const response = await ask(good, audit, { onDeadline }).response;
      expect(response).toMatchObject({ allowed: true, auditAnnotations: { failure: 'unrecorded' } });
      expect(response.warnings).toEqual([
        `${notOnRecord}; it was let through all the same, as configured (mirrorguard)`,
      ]);
    },
  );

  it('is refused where faults of mirrorguard do, in a way that clients try again', async () => {
    expect(await ask(good, audit, { onInternalError: 'deny' }).response).toMatchObject({
      allowed: false,
      status: { code: 503, message: `${notOnRecord}; it was refused, as configured` },
    });
  });
});

describe('a decision whose record takes longer than there is time', () => {
  it('waits until the deadline, and not a moment longer', async () => {
    const { audit } = slowSink();
    const { deadline, response } = ask(good, audit);
    expect(deadline.watchers).toBe(1);
    deadline.pass();
    expect(await response).toMatchObject({ allowed: true, warnings: [expect.stringContaining(notOnRecord)] });
  });

  it('is told as if nothing had been, where the record is kept just before', async () => {
    const { audit, waiting } = slowSink();
    const { deadline, response } = ask(good, audit, { onDeadline: 'deny' });
    waiting[0]?.keep();
    const { allowed, warnings, auditAnnotations } = await response;
    expect([allowed, warnings, auditAnnotations.failure]).toEqual([true, undefined, undefined]);
    expect(deadline.watchers).toBe(0);
  });

  it('keeps the patch that its record tells of', async () => {
    const { audit, records } = slowSink();
    const { deadline, response } = ask(repaired, audit, {}, 'mutate');
    deadline.pass();
    const { patch } = await response;
    expect(JSON.parse(Buffer.from(patch, 'base64').toString())).toEqual(records[0]?.patch);
    expect(records).toHaveLength(1);
  });

  it.each<Settings>([{ onDeadline: 'deny' }, { onInternalError: 'deny' }])(
    'is refused where that is configured, and the log is given the refusal behind what it was given before: %j',
    async (settings) => {
      const { audit, records } = slowSink();
      const { deadline, response, samples } = ask(good, audit, settings);
      deadline.pass();
      expect(await response).toMatchObject({
        allowed: false,
        status: { code: 503, message: expect.stringContaining(notOnRecord) },
      });
      expect(records).toMatchObject([
        { uid: 'uid-1', stage: 'validate', verdict: 'allow', failure: null },
        { uid: 'uid-1', stage: 'validate', verdict: 'deny', failure: 'unrecorded' },
      ]);
      expect(samples).toMatchObject([{ verdict: 'deny', failure: 'unrecorded' }]);
    },
  );

  it.each(['warn', 'deny'] as const)(
    'stands if it was a refusal, and its record is true: on-deadline %s',
    async (onDeadline) => {
      const { audit, records } = slowSink();
      const { deadline, response } = ask(bad, audit, { onDeadline, onInternalError: onDeadline });
      deadline.pass();
      expect(await response).toMatchObject({ allowed: false, status: { code: 422 } });
      expect(records).toMatchObject([{ verdict: 'deny', failure: null }]);
    },
  );

  it('is answered at once where the log says that it stands still, as at the deadline', async () => {
    const audit = { ...rejecting, record: () => Promise.reject(new RecordPending('stands still')) };
    expect(await ask(good, audit, { onDeadline: 'deny' }).response).toMatchObject({ allowed: false });
    expect(await ask(good, audit).response).toMatchObject({
      allowed: true,
      auditAnnotations: { failure: 'unrecorded' },
    });
  });

  it('costs nothing but a line in the log when both records are lost in the end', async () => {
    const { audit, waiting } = slowSink();
    const { deadline, response, logger } = ask(good, audit, { onDeadline: 'deny' });
    deadline.pass();
    await response;
    for (const { fail } of waiting) fail(new Error('EIO'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(logger.lines.map(({ message, fields }) => [message, fields.outcome])).toEqual([
      ['decision is not on record', 'pending'],
      ['decision is not on record', 'lost'],
    ]);
  });
});

describe('a request that comes too late to be judged', () => {
  it('is answered by the setting for that, and does not wait for its record either', async () => {
    const { audit, records } = slowSink();
    const deadline = new ManualDeadline();
    deadline.pass();
    const { parts } = keepingParts({ audit, settings: { onDeadline: 'deny' } });
    const replied = answer({ stage: 'validate', body: toBytes(reviewOf(good)), deadline }, parts);
    deadline.pass();
    expect(JSON.parse((await replied).body).response).toMatchObject({
      allowed: false,
      status: { code: 503 },
    });
    expect(records).toMatchObject([{ verdict: 'deny', failure: 'deadline' }]);
  });
});
