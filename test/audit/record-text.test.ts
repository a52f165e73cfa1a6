import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AuditRecord } from '../../src/audit/record.ts';
import { maxTextBytes } from '../../src/audit/record-size.ts';
import { recordText } from '../../src/audit/record-text.ts';
import type { Json } from '../../src/model/json.ts';
import type { Finding } from '../../src/policy/finding.ts';
import { idms } from '../../src/rules/example.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import type { AdmissionDecision, Stage } from '../../src/webhook/decision.ts';
import { noFindings } from '../../src/webhook/decision.ts';
import type { AdmissionRequest } from '../../src/webhook/request.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { reviewOf, toBytes } from '../support/review.ts';

const secret = 'hunter2correcthorse';

/** The records of both webhooks for a create and an update of an object that contains the text. */
function recordsWith(place: (text: string) => Json, text: string): readonly AuditRecord[] {
  const { parts, records } = recordingParts();
  const object = { ...idms('team').object, spec: { imageDigestMirrors: [place(text)] } };
  for (const stage of ['mutate', 'validate'] satisfies Stage[]) {
    void handleReview({ stage, body: toBytes(reviewOf(idms('team'), { object })) }, parts);
    const oldObject = idms('team').mirror('quay.io/team', ['mirror.example.com/team']).object;
    const update = reviewOf(idms('team'), { operation: 'UPDATE', object, oldObject });
    void handleReview({ stage, body: toBytes(update) }, parts);
  }
  return records;
}

const places: Readonly<Record<string, (text: string) => Json>> = {
  source: (source) => ({ source, mirrors: ['mirror.example.com/team'] }),
  mirror: (mirror) => ({ source: 'quay.io/team', mirrors: [mirror] }),
  'second mirror': (mirror) => ({ source: 'quay.io/team', mirrors: ['m.example.com/team', mirror, mirror] }),
  'source and mirror': (text) => ({ source: text, mirrors: [text] }),
  policy: (mirrorSourcePolicy) => ({
    source: 'quay.io/team',
    mirrors: ['m.example.com'],
    mirrorSourcePolicy,
  }),
  'unknown field': (key) => ({ source: 'quay.io/team', mirrors: ['m.example.com/team'], [key]: key }),
};

const pasted = [
  `https://robot:${secret}@mirror.example.com/team`,
  `http://robot:${secret}@mirror.example.com/team`,
  `docker://robot:${secret}@mirror.example.com/team`,
  `oci://${secret}@mirror.example.com`,
  `robot:${secret}@mirror.example.com/team`,
  `robot:${secret}@mirror.example.com:5000/team:v1`,
  `${secret}@mirror.example.com/team`,
  `${secret}:@mirror.example.com/team`,
  `robot:p@${secret}@mirror.example.com/team`,
  `robot:${secret}/x@mirror.example.com/team`,
  `robot:a/${secret}@mirror.example.com/team`,
  `robot:a:${secret}@mirror.example.com/team`,
  `robot:a ${secret}@mirror.example.com/team`,
  `robot:a"${secret}@mirror.example.com/team`,
  `robot:a\\${secret}@mirror.example.com/team`,
  `robot:a\n${secret}@mirror.example.com/team`,
  `robot:a?${secret}@mirror.example.com/team`,
  `robot:a#${secret}@mirror.example.com/team`,
  `robot:${secret}%40@mirror.example.com/team`,
  `robot:ä${secret}@mirror.example.com/team`,
  `robot:${secret}@mirror.example.com/team@sha256:${'a'.repeat(64)}`,
  `robot:a@sha256:${secret}@mirror.example.com/team`,
  `robot:${secret}@*.example.com`,
  `robot:${secret}@mirror.example.com/team/`,
  `robot:${secret.repeat(20)}@mirror.example.com/team`,
  `mirror.example.com/${'a/'.repeat(200)}?x=${secret}`,
  `mirror.example.com/team?token=${secret}`,
  `https://mirror.example.com/team?X-Amz-Signature=${secret}&b=c`,
  `mirror.example.com/team:v1?${secret}`,
  `a:b@mirror.example.com/team?${secret}`,
  ` robot:${secret}@mirror.example.com/team `,
  `robot:${secret}@Mirror.Example.com/Team`,
];

describe('the text of a record', () => {
  it.each(Object.keys(places))('has no credential that was pasted into: %s', (place) => {
    for (const text of pasted) {
      const records = recordsWith(places[place] as (text: string) => Json, text);
      expect(records).toHaveLength(4);
      for (const record of records) expect(JSON.stringify(record)).not.toContain(secret);
    }
  });

  it('has no part of a random credential', () => {
    const part = fc.string({ unit: fc.constantFrom(...'ab@:/?#%."\\ \n*=é'), maxLength: 6 });
    fc.assert(
      fc.property(part, part, fc.constantFrom(...Object.keys(places)), (before, after, place) => {
        const text = `${before}${secret}${after}@mirror.example.com/team`;
        for (const record of recordsWith(places[place] as (text: string) => Json, text))
          expect(JSON.stringify(record)).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });

  it('shows the host of a location with credentials', () => {
    const [record] = recordsWith(
      (source) => ({ source, mirrors: ['m.io/x'] }),
      `robot:${secret}@quay.io/team`,
    );
    expect(JSON.stringify(record?.rules)).toContain('***@quay.io/team');
  });
});

const request: AdmissionRequest = {
  uid: 'uid-1',
  kind: { group: 'config.openshift.io', version: 'v1', kind: 'ImageDigestMirrorSet' },
  operation: 'CREATE',
  name: 'team',
  subResource: '',
  dryRun: false,
  user: { name: 'alice', groups: ['team'] },
  object: undefined,
  oldObject: undefined,
};
const circumstances = { nowMs: 0, durationMs: 0, policyHash: 'sha256:0' } as const;

function textOf(decision: Partial<AdmissionDecision>, changes: Partial<AdmissionRequest> = {}): string {
  return recordText(
    'validate',
    { ...request, ...changes },
    { verdict: 'deny', ...noFindings, ...decision },
    circumstances,
  );
}

const finding = (message: string): Finding => ({
  rule: 'no-wildcard-mirror',
  category: 'format',
  severity: 'deny',
  path: 'spec',
  message,
  fix: '',
  related: [],
});

describe('the size of a record', () => {
  it('omits the end of each list and counts it', () => {
    const text = textOf(
      {
        findings: Array.from({ length: 700 }, (_, index) => finding(`${index} ${'x'.repeat(200)}`)),
        patch: Array.from({ length: 600 }, () => ({ op: 'remove', path: '/spec' }) as const),
        notEvaluated: Array.from({ length: 100 }, (_, index) => `no-rule-of-some-name-${index}`),
        exempted: {
          used: Array.from({ length: 30 }, () => ({ name: 'e', rule: 'r', reason: 'z'.repeat(500) })),
          rejected: Array.from({ length: 40 }, () => ({ name: 'rejected', reason: 'expired' }) as const),
        },
      },
      { user: { name: 'alice', groups: Array.from({ length: 900 }, (_, index) => `group-${index}`) } },
    );
    const record = JSON.parse(text) as AuditRecord;
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxTextBytes);
    expect(Buffer.byteLength(text)).toBeGreaterThan(maxTextBytes - 500);
    const { rules, patch, notEvaluated, exemptionsUsed, exemptionsRejected, user, omitted } = record;
    expect(rules[0]?.message).toMatch(/^0 x/);
    expect(rules.length).toBeGreaterThan(20);
    expect({
      rules: rules.length + omitted.rules,
      patch: (patch?.length ?? 0) + omitted.patch,
      groups: user.groups.length + omitted.groups,
      notEvaluated: notEvaluated.length + omitted.notEvaluated,
      exemptions: exemptionsUsed.length + exemptionsRejected.length + omitted.exemptions,
    }).toEqual({ rules: 700, patch: 600, groups: 900, notEvaluated: 100, exemptions: 70 });
  });

  it('omits nothing from a record that fits', () => {
    const record = JSON.parse(textOf({ findings: [finding('a'), finding('b')] })) as AuditRecord;
    expect(record.rules).toHaveLength(2);
    expect(record.omitted).toEqual({ rules: 0, patch: 0, groups: 0, notEvaluated: 0, exemptions: 0 });
  });

  it('is bounded for any client, also with long names', () => {
    const long = fc
      .string({ unit: 'grapheme', minLength: 0, maxLength: 100 })
      .map((text) => text.repeat(300));
    fc.assert(
      fc.property(long, long, fc.array(long, { maxLength: 20 }), (name, message, groups) => {
        const text = textOf(
          {
            findings: Array.from({ length: 40 }, () => finding(message)),
            patch: [{ op: 'replace', path: '/x', value: name }],
          },
          { uid: name, name, kind: { ...request.kind, kind: name }, user: { name, groups } },
        );
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxTextBytes);
        expect(JSON.parse(text).verdict).toBe('deny');
      }),
    );
  });
});
