import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../src/model/json.ts';
import { decide } from '../../src/policy/decide.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { evaluateExample } from '../../src/policy/evaluate-example.ts';
import type { Finding } from '../../src/policy/finding.ts';
import { type ExampleCase, ExampleObject, toFullExample } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import type { AnyRule } from '../../src/rules/rule.ts';
import { hasAdvice, withoutDetails } from '../../src/webhook/message-parts.ts';
import { toWarnings } from '../../src/webhook/warnings.ts';
import { unicodeText } from '../support/unicode-text.ts';

const noControls = /^[^\p{Cc}\u2028\u2029]*$/u;
const noDecision = { verdict: 'allow', mutations: [], patch: [], notEvaluated: [] } as const;
const warningsOf = (findings: readonly Finding[]) => toWarnings('validate', { ...noDecision, findings });

/** A name with the maximum length in Kubernetes. */
const longName = (name: string) => `${name}-${'n'.repeat(252 - name.length)}`;

function withLongName(object: ExampleObject): ExampleObject {
  const name = longName(object.name);
  const metadata = { ...(object.object.metadata as JsonObject), name };
  return new ExampleObject(object.kind, name, { ...object.object, metadata });
}

/** The example with long names for all mirror sets. */
function withLongNames(example: ExampleCase): ExampleCase {
  const { subject, cluster = [], before, ...others } = toFullExample(example);
  return {
    ...others,
    subject: subject instanceof ExampleObject ? withLongName(subject) : subject,
    cluster: cluster.map(withLongName),
    ...(before === undefined
      ? {}
      : { before: before instanceof ExampleObject ? withLongName(before) : before }),
  };
}

/** Raises or lowers each finding to a warning. */
function findingsOf(rule: AnyRule, example: ExampleCase): readonly Finding[] {
  const violations = evaluateExample(rule, example).map((violation) => ({
    ...violation,
    severity: 'warn' as const,
  }));
  const enforcement = { ...recommended, levels: { [rule.id]: 'warn' as const } };
  return decide([{ status: 'failed', rule, violations }], enforcement).findings;
}

/** Lengthens only repository paths, because rules recognize hosts. */
function lengthen(text: string): string {
  return text.replace(/(?<=\/[a-z0-9-]+)(?=")/g, `/${'p'.repeat(150)}`);
}

describe.each(rules.map((rule) => ({ id: rule.id, rule })))('warnings of $id', ({ rule }) => {
  const examples = rule.meta.examples.invalid;

  it('keep the rule id and the name of the other object with long names and paths', () => {
    for (const example of examples) {
      const long = findingsOf(rule, withLongNames(example));
      for (const { message, ...finding } of [...findingsOf(rule, example), ...long]) {
        const [warning = ''] = warningsOf([{ ...finding, message: lengthen(message) }]);
        expect(warning.length).toBeLessThanOrEqual(256);
        expect(warning).toMatch(noControls);
        expect(warning.endsWith(` (${rule.id})`)).toBe(true);
        if (hasAdvice(message)) {
          const advice = withoutDetails(message).at(-1) ?? message;
          const [verb = ''] = advice.slice(advice.search(/[;.] (?=[^;]*$)/) + 2).split(' ');
          expect(warning).toContain(` ${verb}`);
        }
        const [fact = ''] = message.split(/[;.] /, 1);
        for (const { kind, name } of finding.related)
          if (fact.includes(`${kind} ${name}`)) expect(warning).toContain(`${kind} ${name.slice(0, 14)}`);
      }
    }
  });

  it('are complete for the examples except for details', () => {
    for (const example of examples) {
      for (const finding of findingsOf(rule, example)) {
        expect(warningsOf([finding])[0]).not.toContain('\u2026 (');
      }
    }
  });
});

describe('any findings', () => {
  const finding = fc.record({
    rule: fc.constantFrom('no-a', 'no-b', 'require-c'),
    category: fc.constant('pull' as const),
    severity: fc.constant('warn' as const),
    path: fc.constantFrom('', 'spec', 'spec.imageDigestMirrors[0].source'),
    about: unicodeText({ maxLength: 400 }),
    message: unicodeText({ minLength: 1, maxLength: 1000 }),
    fix: unicodeText({ maxLength: 300 }),
    object: fc.record({ kind: fc.constant('ImageTagMirrorSet'), name: fc.constantFrom('a', 'b') }),
    related: fc.constant([]),
  });

  it('give few short warnings that the API server accepts, the first first and a summary last', () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 60 }), (findings) => {
        const warnings = warningsOf(findings);
        const total = warnings.reduce((sum, { length }) => sum + length, 0);
        expect(total).toBeLessThanOrEqual(2300);
        for (const warning of warnings) {
          expect(warning.length).toBeLessThanOrEqual(256);
          expect(warning).toMatch(noControls);
          expect(warning.isWellFormed()).toBe(true);
        }
        const groups = new Set(findings.map(({ rule, object }) => `${object.name} ${rule}`));
        const ids = warnings.map((warning) => /\((no-a|no-b|require-c)\)$/.exec(warning)?.[1]);
        const expected = [...groups].map((group) => group.split(' ')[1]);
        expect(ids.filter((id) => id !== undefined)).toEqual(
          expected.slice(0, ids.filter((id) => id !== undefined).length),
        );
        if (warnings.length < groups.size)
          expect(warnings.at(-1)).toMatch(/^and \d+ more warnings; run `mirrorguard lint`/);
      }),
      { numRuns: 200 },
    );
  });
});
