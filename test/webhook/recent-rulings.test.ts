import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FactSheet } from '../../src/model/facts.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { compilePolicy } from '../../src/policy/policy.ts';
import { idms, toFullExample } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import type { AnyRule } from '../../src/rules/rule.ts';
import { stageExample } from '../../src/rules/stage-example.ts';
import { answer } from '../../src/webhook/admission.ts';
import type { Reply } from '../../src/webhook/call.ts';
import type { AdmissionParts } from '../../src/webhook/parts.ts';
import { Recent } from '../../src/webhook/recent.ts';
import { keepingParts } from '../support/admission-parts.ts';
import { anyKind, anyObject } from '../support/arbitrary-objects.ts';
import { type ReviewOptions, reviewOf, toBytes } from '../support/review.ts';

const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);

/** The pipeline with one rule that counts how often it is asked, and warns. */
function counting(others: Parameters<typeof keepingParts>[0] = {}) {
  let asked = 0;
  const [{ meta }] = rules as readonly [AnyRule];
  const rule = {
    id: 'counted',
    requires: [],
    uses: [],
    defaultOptions: {},
    meta: { ...meta, severity: 'warn' },
    check: () => {
      asked += 1;
      return [{ path: [], message: 'seen' }];
    },
  } as unknown as AnyRule;
  const { parts } = keepingParts({ rules: [rule], recent: new Recent(), ...others });
  return { parts, asked: () => asked };
}

function ask(
  parts: AdmissionParts,
  object = team,
  {
    stage = 'validate' as 'validate' | 'mutate',
    ...options
  }: ReviewOptions & { readonly stage?: 'validate' | 'mutate' } = {},
) {
  return JSON.parse((answer({ stage, body: toBytes(reviewOf(object, options)) }, parts) as Reply).body)
    .response;
}

describe('a write that was judged a moment ago', () => {
  it('is not judged again: neither in the other stage, nor with another uid, user or dry run', () => {
    const { parts, asked } = counting();
    ask(parts, team, { stage: 'mutate' });
    const again = ask(parts, team, {
      uid: 'uid-2',
      request: { dryRun: true, userInfo: { username: 'bob' } },
    });
    expect(again).toMatchObject({ uid: 'uid-2', allowed: true, warnings: [expect.stringContaining('seen')] });
    expect(asked()).toBe(1);
  });

  it('is known by what people write, not by what the API server fills in', () => {
    const { parts, asked } = counting();
    ask(parts);
    const filled = {
      uid: 'u',
      creationTimestamp: '2026-01-01T00:00:00Z',
      generation: 1,
      resourceVersion: '7',
      managedFields: [{}],
    };
    ask(parts, team, { object: { ...team.object, metadata: { name: 'team', ...filled } } });
    expect(asked()).toBe(1);
  });

  it.each<[string, ReviewOptions]>([
    ['entry', { object: team.mirror('quay.io/other', ['mirror.example.com/other']).object }],
    ['label', { object: { ...team.object, metadata: { name: 'team', labels: { a: 'b' } } } }],
    ['annotation', { object: { ...team.object, metadata: { name: 'team', annotations: { a: 'b' } } } }],
    ['name', { name: 'another' }],
    ['operation', { operation: 'UPDATE', oldObject: team.object }],
  ])('is judged anew with another %s', (_what, options) => {
    const { parts, asked } = counting();
    ask(parts);
    ask(parts, team, options);
    expect(asked()).toBe(2);
  });

  it('is judged anew with another stored object', () => {
    const { parts, asked } = counting();
    ask(parts, team, { operation: 'UPDATE', oldObject: team.object });
    ask(parts, team, { operation: 'UPDATE', oldObject: idms('team').object });
    expect(asked()).toBe(2);
  });

  it('is judged anew when the cluster has changed, or the policy', () => {
    let facts: FactSheet = { known: { imageConfig: {} }, missing: {} };
    const { parts, asked } = counting({ facts: { snapshot: () => ({ facts, takenAtMs: 0 }) } });
    ask(parts);
    facts = { ...facts };
    ask(parts);
    expect(asked()).toBe(2);
    ask({ ...parts, settings: { ...parts.settings, enforcement: { ...parts.settings.enforcement } } });
    expect(asked()).toBe(3);
  });

  it('is judged anew where it would be refused, because exemptions depend on who asks and when', () => {
    const { parts, asked } = counting({
      settings: { enforcement: { ...recommended, levels: { counted: 'deny' } } },
    });
    expect([ask(parts).allowed, ask(parts).allowed]).toEqual([false, false]);
    expect(asked()).toBe(2);
  });

  it('is forgotten when others have come since, and never remembered when it is huge', () => {
    const { parts, asked } = counting();
    const sized = (name: string, characters: number) => ({
      name,
      object: { ...team.object, metadata: { name, labels: { x: 'y'.repeat(characters) } } },
    });
    ask(parts, team, sized('first', 100_000));
    for (let index = 0; index < 41; index += 1) ask(parts, team, sized(`other-${index}`, 100_000));
    ask(parts, team, sized('other-40', 100_000));
    expect(asked()).toBe(42);
    ask(parts, team, sized('first', 100_000));
    expect(asked()).toBe(43);
    ask(parts, team, sized('huge', 200_000));
    ask(parts, team, sized('huge', 200_000));
    expect(asked()).toBe(45);
  });
});

describe('remembering', () => {
  it('changes no answer and no record, whatever is asked in whatever order', () => {
    const request = anyKind.chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        stage: fc.constantFrom('validate' as const, 'mutate' as const),
        operation: fc.constantFrom('CREATE', 'UPDATE', 'DELETE'),
        object: anyObject(kind),
        oldObject: fc.oneof(fc.constant(null), anyObject(kind)),
        user: fc.constantFrom('alice', 'bob'),
      }),
    );
    const exemptions = [{ name: 'all', reason: 'x', rules: ['*'], users: ['alice'], expires: '2026-01-02' }];
    const settings = compilePolicy({ exemptions }, rules);
    const before = Date.UTC(2026, 0, 1);
    const after = Date.UTC(2026, 0, 3);
    fc.assert(
      fc.property(
        fc.array(request, { minLength: 1, maxLength: 3 }),
        fc.uuid(),
        fc.uuid(),
        (requests, first, second) => {
          let nowMs = before;
          const world = { rules, settings, clock: { nowMs: () => nowMs, monotonicMs: () => 0 } };
          const remembering = keepingParts({ ...world, recent: new Recent() });
          const forgetful = keepingParts(world);
          const askBoth = (uid: string) => {
            for (const { kind, stage, operation, object, oldObject, user } of requests) {
              const options = {
                uid,
                operation,
                object,
                oldObject,
                request: { userInfo: { username: user } },
              };
              const call = {
                stage,
                body: toBytes(reviewOf({ kind, name: 'x', object: {} as never }, options)),
              };
              expect(answer(call, remembering.parts)).toEqual(answer(call, forgetful.parts));
            }
          };
          askBoth(first);
          askBoth(second);
          nowMs = after;
          askBoth(first);
          expect(JSON.stringify(remembering.records)).toBe(JSON.stringify(forgetful.records));
          expect(remembering.samples).toEqual(forgetful.samples);
        },
      ),
    );
  });

  it('rests on no rule reading what it leaves out: no example is judged otherwise with it', () => {
    const filled = {
      uid: 'u',
      creationTimestamp: null,
      generation: 3,
      resourceVersion: '7',
      selfLink: '/x',
      managedFields: [{ manager: 'kubectl' }],
    };
    for (const { id, meta } of rules) {
      for (const example of [...meta.examples.valid, ...meta.examples.invalid]) {
        const { facts } = stageExample(example);
        const { subject, before, operation } = toFullExample(example);
        const options = {
          operation: operation ?? (before === undefined ? 'CREATE' : 'UPDATE'),
          oldObject: before?.object ?? null,
        };
        const ruled = (object: typeof subject.object) =>
          ask(keepingParts({ rules, facts: { snapshot: () => ({ facts, takenAtMs: 0 }) } }).parts, subject, {
            ...options,
            object,
          });
        const { metadata } = subject.object;
        const isOrdinary = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
        if (!isOrdinary) continue;
        expect({ id, response: ruled({ ...subject.object, metadata: { ...metadata, ...filled } }) }).toEqual({
          id,
          response: ruled(subject.object),
        });
      }
    }
  });
});
