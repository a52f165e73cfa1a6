import { evaluate } from '../../src/policy/evaluate.ts';
import type { EvaluatedViolation } from '../../src/policy/outcome.ts';
import { type ExampleCase, type FullExample, image, toFullExample } from '../../src/rules/example.ts';
import type { AnyRule } from '../../src/rules/rule.ts';
import { stageExample } from '../../src/rules/stage-example.ts';

/** Freezes a value recursively. Code that changes it then throws an error. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}

/**
 * The violations that a rule reports for a write, without those that the stored state already has. The
 * cluster state has the format of the examples in the rules. Freezes all inputs. Throws an error if the rule
 * requires a fact that the test does not set.
 */
export function check(
  rule: AnyRule,
  example: ExampleCase,
  world: Omit<FullExample, 'subject'> = {},
): readonly EvaluatedViolation[] {
  const full = { ...world, ...toFullExample(example) };
  const { subject, facts, options = rule.defaultOptions } = deepFreeze(stageExample(full));
  if (options === undefined) throw new Error(`${rule.id} needs options: give them to check()`);
  const [outcome] = evaluate([rule], {
    subjects: [subject],
    facts,
    host: rule.meta.hosts?.[0] ?? 'admission',
    reports: 'change',
    options: { [rule.id]: options },
  });
  if (outcome?.status === 'errored') throw outcome.error;
  if (outcome?.status === 'not-evaluated')
    throw new Error(
      `${rule.id} needs ${outcome.missing.map(({ fact }) => fact).join(', ')}: give it to check()`,
    );
  return outcome?.status === 'failed' ? outcome.violations.filter(({ isStored }) => isStored !== true) : [];
}

/** The violations that a state rule reports for a stored state, as lint does. Freezes all inputs. */
export function checkState(
  rule: AnyRule,
  world: Omit<FullExample, 'subject'>,
): readonly EvaluatedViolation[] {
  const { facts } = deepFreeze(stageExample({ ...world, subject: image({}) }));
  const [outcome] = evaluate([rule], { subjects: [], facts, host: 'cli', reports: 'state' });
  if (outcome?.status === 'errored') throw outcome.error;
  if (outcome?.status === 'not-evaluated') throw new Error(`${rule.id} needs more facts`);
  return outcome?.status === 'failed' ? outcome.violations : [];
}
