import { describe, expect, it } from '@jest/globals';
import { findErrors } from '../../src/engine/error-messages/find-errors.ts';
import { evaluateExample } from '../../src/policy/evaluate-example.ts';
import { rules } from '../../src/rules/index.ts';
import { hasAdvice, withAdvice, withoutDetails } from '../../src/webhook/message-parts.ts';

function messagesOf(id: string): readonly string[] {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule.meta.examples.invalid.flatMap((example) =>
    evaluateExample(rule, example).map(({ message }) => message),
  );
}

describe('parts of a message', () => {
  const message = '"a; b. c" is wrong; nodes ignore it. 4.21 rejects it; use "d"';

  it('are separated outside of quotes', () => {
    expect(hasAdvice('"a; b. c" is wrong')).toBe(false);
    expect(hasAdvice(message)).toBe(true);
    expect(withoutDetails(message)).toEqual([
      '"a; b. c" is wrong; nodes ignore it. use "d"',
      '"a; b. c" is wrong; use "d"',
    ]);
  });

  it('include the first sentence of the fix if there is no advice', () => {
    expect(withAdvice({ message: '"a" is wrong', fix: 'Write b. It is better.' })).toBe(
      '"a" is wrong. Write b',
    );
    expect(withAdvice({ message, fix: 'Write b.' })).toBe(message);
  });

  it('keep the fact and the advice of a message without details', () => {
    expect(withoutDetails('"a" is wrong; use "d"')).toEqual([]);
  });
});

const imperative =
  /^(?:add|annotate|block|choose|complete|convert|correct|create|delete|did you mean|end|for .*, write|import|keep|list|make|merge|migrate|mirror|move|name|remove|rename|render|replace|resume|set|shorten|split|then|update|upgrade|use|write) /i;

/** Rules that require no action, or whose fix is the advice. */
const withoutAdvice: ReadonlySet<string> = new Set([
  ...rules.filter(({ meta }) => meta.fix.startsWith('No action is required')).map(({ id }) => id),
  'require-valid-structure',
]);

describe('messages of rules', () => {
  it.each(rules.map(({ id }) => id).filter((id) => !withoutAdvice.has(id)))('of %s end with advice', (id) => {
    for (const message of messagesOf(id)) {
      const [shortest = message] = withoutDetails(message).slice(-1);
      const clauses = shortest.split(/[;.] (?=[^"]*(?:"[^"]*"[^"]*)*$)/);
      expect(clauses.length).toBeGreaterThan(1);
      expect(clauses.at(-1)).toMatch(imperative);
    }
  });

  it.each([
    'no-conflicting-source-policy',
    'no-conflicting-policy-in-object',
    'no-never-contacted-mirror',
    'no-wildcard-source-before-4-16',
    'no-clash-inside-wildcard-source',
    'no-clashing-payload-blocks',
    'no-stopped-operator',
    'no-operator-stop-after-upgrade',
    'no-unloadable-registries-conf',
    'no-blocked-mirror',
    'require-mirrors-for-both-pulls',
    'require-allowed-source',
    'no-source-in-blocked-registry',
    'no-single-label-mirror',
    'no-bare-host-mirror',
    'no-index-docker-io-mirror',
    'no-shallow-docker-io-mirror',
    'no-port-spanning-source',
    'require-mirror-credentials',
    'require-matching-api-version',
    'require-signature-acknowledgement',
    'rollout-blocked',
  ])('of %s quote the error that they predict', (id) => {
    const quoted = messagesOf(id).flatMap((message) => findErrors(message));
    expect(quoted.length).toBeGreaterThan(0);
    if (id !== 'rollout-blocked') expect(quoted.some(({ message }) => message.rules.includes(id))).toBe(true);
  });
});
