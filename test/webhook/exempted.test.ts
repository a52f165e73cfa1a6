import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { breakGlassAnnotation } from '../../src/policy/break-glass.ts';
import { compilePolicy, type GivenPolicy } from '../../src/policy/policy.ts';
import { type ExampleObject, idms } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import type { Stage } from '../../src/webhook/decision.ts';
import type { Reply } from '../../src/webhook/ports.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { type ReviewOptions, reviewOf, toBytes } from '../support/review.ts';

const schema = JSON.parse(
  readFileSync(
    join(import.meta.dirname, '..', '..', 'docs/reference/schema/audit-record.schema.json'),
    'utf8',
  ),
);
/** Excludes the fields that the log adds to each record. */
const required = schema.required.filter((name: string) => !['replica', 'version', 'chain'].includes(name));
const isDocumented = new Ajv({ allErrors: true, allowUnionTypes: true }).compile({ ...schema, required });

/** The response to `alice` of group `platform-admins`, and its record. */
function decided(
  policy: GivenPolicy,
  object: ExampleObject,
  { stage = 'validate', ...options }: ReviewOptions & { readonly stage?: Stage } = {},
) {
  const { parts, records, samples } = recordingParts({ settings: compilePolicy(policy, rules) });
  const { body } = handleReview({ stage, body: toBytes(reviewOf(object, options)) }, parts) as Reply;
  const [record] = records;
  expect({ isDocumented: isDocumented(record), errors: isDocumented.errors }).toEqual({
    isDocumented: true,
    errors: null,
  });
  return { response: JSON.parse(body).response, record, sample: samples[0] };
}

const selfMirror = idms('team').mirror('quay.io/team', ['single-label']);
const move = {
  name: 'move',
  reason: 'The registry moves.',
  ticket: 'OPS-1',
  rules: ['no-single-label-mirror'],
  groups: ['platform-admins'],
  expires: '2030-01-01',
};

describe('an exempted write', () => {
  const { response, record, sample } = decided({ exemptions: [move] }, selfMirror);

  it('is allowed with a warning that names the exemption', () => {
    expect(response.allowed).toBe(true);
    expect(response.warnings[0]).toMatch(
      /^exempted until 2030-01-01 by "move" \(OPS-1\): .*\(no-single-label-mirror\)$/,
    );
  });

  it('is recorded with the exemption and its rule', () => {
    expect(record).toMatchObject({
      verdict: 'allow',
      exemptionsUsed: [
        {
          name: 'move',
          rule: 'no-single-label-mirror',
          reason: 'The registry moves.',
          ticket: 'OPS-1',
          expires: '2030-01-01',
        },
      ],
      exemptionsRejected: [],
      rules: expect.arrayContaining([
        expect.objectContaining({
          id: 'no-single-label-mirror',
          severity: 'warn',
          downgradedBy: 'exemption',
        }),
      ]),
    });
  });

  it('has audit annotations and is counted', () => {
    expect(response.auditAnnotations).toMatchObject({ verdict: 'allow', exemptions: 'move' });
    expect(sample?.exempted?.used).toHaveLength(1);
  });

  it('has another policy hash than a write without the exemption', () => {
    expect(decided({}, selfMirror).record?.policyHash).not.toBe(record?.policyHash);
    expect(
      decided({ exemptions: [{ ...move, groups: ['others'] }] }, selfMirror).record?.policyHash,
    ).not.toBe(record?.policyHash);
  });
});

describe('an expired exemption', () => {
  it('is named in the denial and in the record', () => {
    const { response, record } = decided(
      { exemptions: [{ ...move, expires: '1970-01-01T00:00:01Z' }] },
      selfMirror,
    );
    expect(response.status.details.causes[0].message).toContain(
      '(exemption "move" (OPS-1) expired 1970-01-01T00:00:01Z)',
    );
    expect(record).toMatchObject({
      verdict: 'deny',
      exemptionsUsed: [],
      exemptionsRejected: [{ name: 'move', reason: 'expired' }],
    });
  });
});

describe('break-glass', () => {
  const burning = selfMirror.with({
    metadata: { name: 'team', annotations: { [breakGlassAnnotation]: 'the\nmirror burns' } },
  });

  it('is recorded with its reason on one line', () => {
    const { response, record } = decided({ breakGlass: { users: ['alice'] } }, burning);
    expect(response.allowed).toBe(true);
    expect(record).toMatchObject({
      exemptionsUsed: [
        {
          name: 'break-glass',
          rule: 'no-single-label-mirror',
          reason: 'the mirror burns',
          ticket: null,
          expires: null,
        },
      ],
    });
  });

  it('is rejected with a message for other users', () => {
    const { response, record } = decided({ breakGlass: { users: ['root'] } }, burning);
    expect(response.status.message).toContain('does not allow "alice" to use it');
    expect(record).toMatchObject({
      verdict: 'deny',
      exemptionsRejected: [{ name: 'break-glass', reason: 'not-allowed' }],
    });
  });

  it('does not allow malformed objects in the mutating stage', () => {
    const malformed = idms('team')
      .mirror('quay.io/UPPER', ['m.example.com/x'])
      .with({ metadata: burning.object.metadata as never });
    expect(
      decided({ breakGlass: { users: ['alice'] } }, malformed, { stage: 'mutate' }).response.allowed,
    ).toBe(true);
  });
});

describe('an advisory policy', () => {
  it('allows every write and records the downgraded denials', () => {
    const { response, record } = decided({ preset: 'advisory' }, selfMirror);
    expect(response.allowed).toBe(true);
    expect(response.warnings[0]).toContain('would be denied: ');
    expect(record).toMatchObject({
      verdict: 'allow',
      rules: expect.arrayContaining([expect.objectContaining({ downgradedBy: 'advisory' })]),
    });
  });
});

describe('a write of an exempt requester', () => {
  const wildcard = idms('team').mirror('quay.io/team', ['*.example.com/team']);
  const exempt = compilePolicy({}, rules, {
    exemptRequesters: [{ user: 'alice', groups: ['platform-admins'], operations: ['CREATE'] }],
  });
  const responseOf = (stage: Stage, options: ReviewOptions = {}, failure?: 'deadline') => {
    const { parts } = recordingParts({ settings: exempt });
    const body = toBytes(reviewOf(wildcard, options));
    const reply = handleReview(
      { stage, body, ...(failure === undefined ? {} : { failure }) },
      parts,
    ) as Reply;
    return JSON.parse(reply.body).response;
  };

  it.each(['mutate', 'validate'] as const)('is allowed by /%s without evaluation', (stage) => {
    expect(responseOf(stage)).toMatchObject({ allowed: true });
    expect(responseOf(stage)).not.toHaveProperty('patch');
    expect(responseOf(stage)).not.toHaveProperty('warnings');
  });

  it('is allowed past the deadline too', () => {
    expect(responseOf('validate', {}, 'deadline')).toMatchObject({ allowed: true });
  });

  it('is denied for another operation', () => {
    expect(responseOf('validate', { operation: 'UPDATE', oldObject: idms('team').object })).toMatchObject({
      allowed: false,
    });
  });
});
