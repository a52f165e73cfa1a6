import { describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../src/audit/record.ts';
import { keyedSeal } from '../../src/audit/seal.ts';
import { type ExampleObject, idms } from '../../src/rules/example.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import type { Stage } from '../../src/webhook/decision.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { closedSchema } from '../support/closed-schema.ts';
import { type ReviewOptions, reviewOf, toBytes } from '../support/review.ts';
import { beginning, sealAfter } from './seal-after.ts';

const isDocumented = closedSchema('audit-record.schema.json');

function recordOf(stage: Stage, object: ExampleObject, options: ReviewOptions = {}): AuditRecord {
  const { parts, records } = recordingParts();
  void handleReview({ stage, body: toBytes(reviewOf(object, options)) }, parts);
  const [record] = records;
  if (record === undefined) throw new Error('nothing was recorded');
  return record;
}

/** The line of a record in an audit log. */
function lineOf(record: AuditRecord): string {
  const signed = JSON.stringify({ ...record, replica: 'pod-1', version: '1.2.3' });
  const notes = {
    opens: { previousFile: null, abandonedFile: 'b', missingFile: 'c' },
    continues: { log: 'c', seq: 1, closed: false },
    firstRetained: { log: 'c', seq: 1 },
    recovered: { bytes: 1, file: 'a' },
    dropped: 1,
  };
  return sealAfter(beginning, signed, notes, keyedSeal(Buffer.alloc(32))).line;
}

const good = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const bad = idms('team').mirror('https://quay.io/team', ['*.example.com/team']);
const secret = 'correct-horse-battery-staple';

describe('the audit record', () => {
  it.each([
    ['of a write that is let through', recordOf('validate', good)],
    ['of a refusal', recordOf('validate', bad)],
    ['of a repair', recordOf('mutate', idms('team').mirror('quay.io/team/', ['mirror.example.com/team']))],
    ['of an update', recordOf('validate', bad, { operation: 'UPDATE', oldObject: good.object })],
    ['of a deletion', recordOf('validate', good, { operation: 'DELETE', oldObject: good.object })],
    [
      'of another kind',
      recordOf('validate', good, { request: { kind: { group: '', version: 'v1', kind: 'Pod' } } }),
    ],
  ])('an audit record matches its schema exactly: %s', (_case, record) => {
    isDocumented(JSON.parse(lineOf(record)));
    expect(isDocumented.errors).toBeNull();
  });

  it('contains the patch and the digests of both objects', () => {
    const repaired = recordOf('mutate', idms('team').mirror('quay.io/team/', ['mirror.example.com/team']));
    expect(repaired.patch).toEqual([
      { op: 'replace', path: '/spec/imageDigestMirrors/0/source', value: 'quay.io/team' },
    ]);
    expect(repaired).toMatchObject({ objectBefore: null, objectAfter: expect.stringMatching(/^sha256:/) });
    const updated = recordOf('validate', good, { operation: 'UPDATE', oldObject: bad.object });
    const created = recordOf('validate', bad);
    expect(updated.objectBefore).toBe(created.objectAfter);
    expect(recordOf('validate', good, { operation: 'DELETE', oldObject: bad.object }).objectAfter).toBeNull();
  });

  it.each(['mutate', 'validate'] as const)('contains no value of an annotation: %s', (stage) => {
    const written = {
      ...bad.object,
      metadata: { name: 'team', annotations: { password: secret }, [secret]: 1 },
    };
    const annotations = {
      password: secret,
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
        ...written,
        metadata: { annotations: { a: secret } },
      }),
    };
    const object = { ...bad.object, metadata: { name: 'team', annotations } };
    for (const operation of ['CREATE', 'UPDATE', 'DELETE']) {
      const record = recordOf(stage, bad, {
        operation,
        object: operation === 'DELETE' ? null : object,
        oldObject: operation === 'CREATE' ? null : object,
      });
      expect(JSON.stringify(record)).not.toContain(secret);
    }
  });

  it('has digests that ignore annotations, status and server-set metadata', () => {
    const noisy = {
      ...good.object,
      metadata: {
        name: 'team',
        annotations: { a: secret },
        managedFields: [{}],
        resourceVersion: '7',
        uid: 'u',
      },
      status: { x: 1 },
    };
    expect(recordOf('validate', good, { object: noisy }).objectAfter).toBe(
      recordOf('validate', good).objectAfter,
    );
  });
});
