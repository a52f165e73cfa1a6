import { describe, expect, it } from '@jest/globals';
import { noFacts } from '../../src/model/facts.ts';
import { breakGlassAnnotation } from '../../src/policy/break-glass.ts';
import { type Enforcement, recommended } from '../../src/policy/enforcement.ts';
import { evaluateWrite } from '../../src/policy/evaluate-write.ts';
import { compilePolicy, type GivenPolicy } from '../../src/policy/policy.ts';
import { idms } from '../../src/rules/example.ts';
import type { Operation } from '../../src/rules/subject.ts';
import { toSubject } from '../../src/webhook/subject.ts';
import { ruleThatReports } from '../support/outcomes.ts';

const operations = ['CREATE', 'DELETE'] as const;
const rules = [
  ruleThatReports('no-a', [{ path: ['spec'], message: 'broken' }], { severity: 'deny', operations }),
  ruleThatReports('no-b', [{ path: ['spec'], message: 'cracked' }], { severity: 'deny', operations }),
  ruleThatReports('no-c', [{ path: ['spec'], message: 'scratched' }], { severity: 'warn' }),
];
const day = (text: string) => Date.parse(text);

interface Given {
  readonly user?: string;
  readonly now?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly operation?: Operation;
}

/** The decision and the findings for a write of one object. */
function decided(
  policy: GivenPolicy | Enforcement,
  { user = 'alice', now = '2026-11-22', annotations = {}, operation = 'CREATE' }: Given = {},
) {
  const object = { ...idms('team').object, metadata: { name: 'team', annotations } };
  const written = operation === 'DELETE' ? { oldObject: object } : { object };
  const subject = toSubject({ kind: 'ImageDigestMirrorSet', operation, ...written });
  const enforcement = 'onError' in policy ? policy : compilePolicy(policy, rules).enforcement;
  const origin = { requester: { name: user, groups: [] }, nowMs: day(now) };
  const { verdict, findings, exempted } = evaluateWrite(subject, {
    rules,
    enforcement,
    facts: noFacts,
    host: 'admission',
    origin,
  });
  return {
    verdict,
    reported: findings.map(({ severity, rule, message, downgradedBy }) => [
      severity,
      rule,
      message,
      downgradedBy,
    ]),
    exempted,
  };
}

const forA = {
  name: 'move',
  reason: 'It moves.',
  ticket: 'OPS-1',
  rules: ['no-a'],
  users: ['alice'],
  expires: '2026-12-01',
};

describe('an exemption', () => {
  it('turns a denial into a warning with the name, ticket and expiry, and keeps other denials', () => {
    expect(decided({ exemptions: [forA] })).toEqual({
      verdict: 'deny',
      reported: [
        ['deny', 'no-b', 'cracked', undefined],
        ['warn', 'no-a', 'exempted until 2026-12-01 by "move" (OPS-1): broken', 'exemption'],
        ['warn', 'no-c', 'scratched', undefined],
      ],
      exempted: {
        used: [{ name: 'move', rule: 'no-a', reason: 'It moves.', ticket: 'OPS-1', expires: '2026-12-01' }],
        rejected: [],
      },
    });
  });

  it('is used only if a finding would be denied', () => {
    const everything = { name: 'all', reason: 'A test.', rules: ['*'], users: ['alice'] };
    const { verdict, reported, exempted } = decided({ exemptions: [everything] });
    expect(verdict).toBe('allow');
    expect(reported.map(([, , message]) => message)).toEqual([
      'exempted by "all": broken',
      'exempted by "all": cracked',
      'scratched',
    ]);
    expect(exempted?.used.map(({ rule }) => rule)).toEqual(['no-a', 'no-b']);
    expect(
      decided({ rules: { 'no-a': 'warn', 'no-b': 'warn' }, exemptions: [everything] }).exempted,
    ).toBeUndefined();
  });

  it('is valid until the end of its day in UTC, and is reported when it has expired', () => {
    const both = { ...forA, rules: ['*'] };
    expect(decided({ exemptions: [both] }, { now: '2026-12-01T23:59:59.999Z' }).verdict).toBe('allow');
    expect(decided({ exemptions: [both] }, { now: '2026-12-02T00:00:00Z' })).toMatchObject({
      verdict: 'deny',
      reported: [
        ['deny', 'no-a', 'broken (exemption "move" (OPS-1) expired 2026-12-01)', undefined],
        ['deny', 'no-b', 'cracked (exemption "move" (OPS-1) expired 2026-12-01)', undefined],
        ['warn', 'no-c', 'scratched', undefined],
      ],
      exempted: { used: [], rejected: [{ name: 'move', reason: 'expired' }] },
    });
  });

  it('that has expired does not hide one that is valid', () => {
    const old = { ...forA, name: 'old', expires: '2026-01-01', rules: ['*'] };
    expect(decided({ exemptions: [old, { ...forA, rules: ['*'] }] })).toMatchObject({
      verdict: 'allow',
      exempted: { rejected: [] },
    });
  });

  it('does not apply to other users', () => {
    expect(decided({ exemptions: [forA] }, { user: 'bob' })).toMatchObject({
      verdict: 'deny',
      exempted: { used: [], rejected: [] },
    });
  });
});

describe('break-glass', () => {
  const annotations = { [breakGlassAnnotation]: ' the mirror burns ' };
  const breakGlass = { users: ['alice'] };

  it('turns every denial into a warning with the reason, for users whom the policy names', () => {
    expect(decided({ breakGlass }, { annotations })).toMatchObject({
      verdict: 'allow',
      reported: [
        ['warn', 'no-a', 'allowed by break-glass ("the mirror burns"): broken', 'break-glass'],
        ['warn', 'no-b', 'allowed by break-glass ("the mirror burns"): cracked', 'break-glass'],
        ['warn', 'no-c', 'scratched', undefined],
      ],
      exempted: {
        used: [
          { name: 'break-glass', rule: 'no-a', reason: 'the mirror burns' },
          { name: 'break-glass', rule: 'no-b', reason: 'the mirror burns' },
        ],
      },
    });
  });

  it('applies to denials that no exemption covers', () => {
    const { exempted } = decided({ breakGlass, exemptions: [forA] }, { annotations });
    expect(exempted?.used.map(({ name, rule }) => `${name} ${rule}`)).toEqual([
      'move no-a',
      'break-glass no-b',
    ]);
  });

  it('reports once that a user may not use it', () => {
    for (const policy of [{ breakGlass: { users: ['root'] } }, {}]) {
      expect(decided(policy, { annotations })).toMatchObject({
        verdict: 'deny',
        reported: [
          [
            'deny',
            'no-a',
            'broken (mirrorguard.io/break-glass is set, but the policy does not allow "alice" to use it)',
            undefined,
          ],
          ['deny', 'no-b', 'cracked', undefined],
          ['warn', 'no-c', 'scratched', undefined],
        ],
        exempted: { used: [], rejected: [{ name: 'break-glass', reason: 'not-allowed' }] },
      });
    }
  });

  it('requires a reason', () => {
    expect(decided({ breakGlass }, { annotations: { [breakGlassAnnotation]: '  ' } })).toMatchObject({
      verdict: 'deny',
      exempted: { rejected: [{ name: 'break-glass', reason: 'no-reason' }] },
    });
  });

  it('is read from the stored object on a deletion', () => {
    expect(decided({ breakGlass }, { annotations, operation: 'DELETE' }).verdict).toBe('allow');
  });
});

describe('an advisory policy', () => {
  it('denies nothing, and reports the findings that it would deny', () => {
    expect(decided({ preset: 'advisory' })).toMatchObject({
      verdict: 'allow',
      reported: [
        ['warn', 'no-a', 'would be denied: broken', 'advisory'],
        ['warn', 'no-b', 'would be denied: cracked', 'advisory'],
        ['warn', 'no-c', 'scratched', undefined],
      ],
    });
  });

  it('distinguishes an exemption from the advisory mode', () => {
    expect(
      decided({ preset: 'advisory', exemptions: [forA] }).reported.map(([, rule, , downgradedBy]) => [
        rule,
        downgradedBy,
      ]),
    ).toEqual([
      ['no-a', 'exemption'],
      ['no-b', 'advisory'],
      ['no-c', undefined],
    ]);
  });
});

describe('a write without a requester', () => {
  it('uses no exemption', () => {
    const subject = toSubject({
      kind: 'ImageDigestMirrorSet',
      operation: 'CREATE',
      object: idms('team').object,
    });
    const { enforcement } = compilePolicy({ exemptions: [{ ...forA, rules: ['*'] }] }, rules);
    expect(evaluateWrite(subject, { rules, enforcement, facts: noFacts, host: 'cli' })).toMatchObject({
      verdict: 'deny',
    });
    expect(decided(recommended).verdict).toBe('deny');
  });
});
