import { describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../src/audit/record.ts';
import type { AuditDestination } from '../../src/audit/sinks/audit-destination.ts';
import { AuditLog } from '../../src/audit/sinks/audit-log.ts';
import { AuditFile } from '../../src/audit/sinks/file/audit-file.ts';
import { idms } from '../../src/rules/example.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import type { AuditSink } from '../../src/webhook/ports.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { ManualDeadline } from '../support/deadlines.ts';
import { reviewOf, toBytes } from '../support/review.ts';
import { untilTrue } from '../support/until-true.ts';
import { auditFolder, recordingAuditParts, recordingQueueMeter } from './sinks/audit-parts.ts';
import { readLog, verifyFolder } from './sinks/read-log.ts';

const good = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const mutated = idms('team').mirror('quay.io/team', ['mirror.example.com/team/']);
const bad = idms('team').mirror('https://quay.io/team', ['mirror.example.com/team']);
const notRecorded = 'mirrorguard could not write the audit record of this request in time';

const failing: AuditSink = {
  nextId: () => undefined,
  record: () => ({ written: Promise.reject(new Error('ENOSPC')), amend: () => {} }),
  close: async () => {},
};

/** A sink whose writes succeed or fail when the test calls `write` or `lose`. */
function slowSink() {
  const records: AuditRecord[] = [];
  const waiting: { readonly write: () => void; readonly lose: (error: Error) => void }[] = [];
  const audit: AuditSink = {
    nextId: () => undefined,
    record(make) {
      const index = records.push(JSON.parse(make())) - 1;
      return {
        written: new Promise((write, lose) => waiting.push({ write, lose })),
        amend: (makeOther) => {
          records[index] = JSON.parse(makeOther());
        },
      };
    },
    close: async () => {},
  };
  return { records, waiting, audit };
}

interface Settings {
  readonly onDeadline?: 'warn' | 'deny';
  readonly onInternalError?: 'warn' | 'deny';
}

function send(
  object: typeof good,
  audit: AuditSink,
  settings: Settings = {},
  stage: 'mutate' | 'validate' = 'validate',
) {
  const deadline = new ManualDeadline();
  const { parts, logger, samples } = recordingParts({ audit, settings });
  const replied = Promise.resolve(handleReview({ stage, body: toBytes(reviewOf(object)), deadline }, parts));
  const response = replied.then(({ body }) => JSON.parse(body).response);
  return { deadline, response, logger, samples };
}

describe('a decision whose record cannot be written', () => {
  it.each(['warn', 'deny'] as const)('stays a denial with on-internal-error %s', async (onInternalError) => {
    expect(await send(bad, failing, { onInternalError }).response).toMatchObject({
      allowed: false,
      status: { code: 422 },
    });
  });

  it.each(['warn', 'deny'] as const)(
    'is allowed with a warning with on-internal-error warn and on-deadline %s',
    async (onDeadline) => {
      const response = await send(good, failing, { onDeadline }).response;
      expect(response).toMatchObject({ allowed: true, auditAnnotations: { failure: 'unrecorded' } });
      expect(response.warnings).toEqual([
        `${notRecorded}; the request was allowed, as configured (mirrorguard)`,
      ]);
    },
  );

  it('is denied with status 503 with on-internal-error deny', async () => {
    expect(await send(good, failing, { onInternalError: 'deny' }).response).toMatchObject({
      allowed: false,
      status: { code: 503, message: `${notRecorded}; the request was denied, as configured` },
    });
  });
});

describe('a decision whose record is not on disk at the deadline', () => {
  it('waits until the deadline and not longer', async () => {
    const { audit } = slowSink();
    const { deadline, response } = send(good, audit);
    expect(deadline.watchers).toBe(1);
    deadline.pass();
    expect(await response).toMatchObject({ allowed: true, warnings: [expect.stringContaining(notRecorded)] });
  });

  it('is sent unchanged if the record is written just before', async () => {
    const { audit, waiting } = slowSink();
    const { deadline, response } = send(good, audit, { onDeadline: 'deny' });
    waiting[0]?.write();
    const { allowed, warnings, auditAnnotations } = await response;
    expect([allowed, warnings, auditAnnotations.failure]).toEqual([true, undefined, undefined]);
    expect(deadline.watchers).toBe(0);
  });

  it('has the patch that its record states', async () => {
    const { audit, records } = slowSink();
    const { deadline, response } = send(mutated, audit, {}, 'mutate');
    deadline.pass();
    const { patch } = await response;
    expect(JSON.parse(Buffer.from(patch, 'base64').toString())).toEqual(records[0]?.patch);
    expect(records).toMatchObject([{ verdict: 'allow', failure: 'unrecorded' }]);
  });

  it.each<Settings>([{ onDeadline: 'deny' }, { onDeadline: 'deny', onInternalError: 'deny' }])(
    'is denied with %j, and its only record states the denial',
    async (settings) => {
      const { audit, records } = slowSink();
      const { deadline, response, samples } = send(good, audit, settings);
      deadline.pass();
      expect(await response).toMatchObject({
        allowed: false,
        status: { code: 503, message: expect.stringContaining(notRecorded) },
      });
      expect(records).toMatchObject([
        { uid: 'uid-1', stage: 'validate', verdict: 'deny', failure: 'unrecorded', rules: [] },
      ]);
      expect(samples).toMatchObject([{ verdict: 'deny', failure: 'unrecorded' }]);
    },
  );

  it('is allowed with on-deadline warn, for any value of on-internal-error', async () => {
    const { audit, records } = slowSink();
    const { deadline, response } = send(good, audit, { onDeadline: 'warn', onInternalError: 'deny' });
    deadline.pass();
    expect(await response).toMatchObject({ allowed: true, warnings: [expect.stringContaining(notRecorded)] });
    expect(records).toMatchObject([{ verdict: 'allow', failure: 'unrecorded' }]);
  });

  it.each(['warn', 'deny'] as const)('stays a denial with on-deadline %s', async (onDeadline) => {
    const { audit, records } = slowSink();
    const { deadline, response } = send(bad, audit, { onDeadline, onInternalError: onDeadline });
    deadline.pass();
    expect(await response).toMatchObject({ allowed: false, status: { code: 422 } });
    expect(records).toMatchObject([{ verdict: 'deny', failure: null }]);
  });

  it('is logged once, also if the record is lost later', async () => {
    const { audit, waiting } = slowSink();
    const { deadline, response, logger } = send(good, audit, { onDeadline: 'deny' });
    deadline.pass();
    await response;
    for (const { lose } of waiting) lose(new Error('EIO'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(logger.lines.map(({ message, fields }) => [message, fields.outcome])).toEqual([
      ['Audit record is not on disk', 'late'],
    ]);
  });
});

describe('a request that is not evaluated because its deadline is past', () => {
  it('gets the configured response without waiting for its record', async () => {
    const { audit, records } = slowSink();
    const deadline = new ManualDeadline();
    deadline.pass();
    const { parts } = recordingParts({ audit, settings: { onDeadline: 'deny' } });
    const replied = handleReview({ stage: 'validate', body: toBytes(reviewOf(good)), deadline }, parts);
    deadline.pass();
    expect(JSON.parse((await replied).body).response).toMatchObject({
      allowed: false,
      status: { code: 503 },
    });
    expect(records).toMatchObject([{ verdict: 'deny', failure: 'deadline' }]);
  });
});

/** A durable log in a real file, with a second destination. */
async function openDurableLog(folder: string) {
  const parts = recordingAuditParts();
  const path = `${folder}/audit.log`;
  const unlimited = {
    maxBytes: Infinity,
    maxAgeMs: Infinity,
    retainMs: Infinity,
    maxTotalBytes: Infinity,
  };
  const durable = await AuditFile.open({ path, fsync: 'durable', ...unlimited }, parts);
  const copies: string[] = [];
  const copy: AuditDestination = {
    write: ({ text }) => void copies.push(text),
    close: async () => {},
    problem: undefined,
  };
  const writer = { replica: 'pod-1', version: '1.2.3' };
  const log = new AuditLog({
    ...parts,
    meter: recordingQueueMeter(),
    log: parts.chain.log,
    writer,
    durable,
    destinations: [copy],
    batchMs: 20,
  });
  return { ...parts, path, log, copiedVerdicts: () => copies.map((text) => JSON.parse(text).verdict) };
}

describe('the file of a durable audit log', () => {
  it('has the denial only if the deadline passes while the record is written', async () => {
    using at = auditFolder();
    const { log, path, time, meter, copiedVerdicts } = await openDurableLog(at.folder);
    const other = send(good, log, { onDeadline: 'deny' });
    const late = send(good, log, { onDeadline: 'deny' });
    // The timer that detects a stalled delivery.
    await untilTrue(() => time.waiting === 1);
    late.deadline.pass();
    expect(await late.response).toMatchObject({ allowed: false, status: { code: 503 } });
    expect(await other.response).toMatchObject({ allowed: true });
    await log.close();
    expect(readLog(path)).toMatchObject([
      { verdict: 'allow', failure: null, chain: { seq: 1 } },
      { verdict: 'deny', failure: 'unrecorded', chain: { seq: 2 } },
      { type: 'closed', chain: { seq: 3 } },
    ]);
    expect(copiedVerdicts()).toEqual(['allow', 'deny', undefined]);
    // The log writes the first record again, because it stated a decision that the response did not contain.
    expect(meter.reading).toMatchObject({ written: 3, synced: 3, dropped: 0, failed: 0, pendingBytes: 0 });
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });

  it('has the denial only if the deadline passes before the record is written', async () => {
    using at = auditFolder();
    const { log, path, time, meter } = await openDurableLog(at.folder);
    const first = send(good, log);
    await untilTrue(() => time.waiting === 1);
    const late = send(good, log, { onDeadline: 'deny' });
    late.deadline.pass();
    expect(await late.response).toMatchObject({ allowed: false });
    expect(await first.response).toMatchObject({ allowed: true });
    await log.close();
    expect(readLog(path)).toMatchObject([{ verdict: 'allow' }, { verdict: 'deny' }, { type: 'closed' }]);
    expect(meter.reading).toMatchObject({ written: 3, synced: 3 });
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });
});
