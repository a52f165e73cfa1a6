import { type ExampleCase, ExampleObject, type FullExample } from '../../src/rules/example.ts';
import type { AnyRule, Rule, Violation } from '../../src/rules/rule.ts';
import { stageExample } from '../../src/rules/stage-example.ts';

/** Freezes a value and everything in it, so that whoever changes it throws. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}

/**
 * What a rule reports about a write, with the world around it in the same words as in examples. Everything it is given is
 * frozen. A fact that the rule needs and that is not known is a mistake of the test, and throws.
 */
export function check(
  rule: AnyRule,
  example: ExampleCase,
  world: Omit<FullExample, 'subject'> = {},
): readonly Violation[] {
  const full = example instanceof ExampleObject ? { ...world, subject: example } : example;
  const { subject, facts, options = rule.defaultOptions } = deepFreeze(stageExample(full));
  if (options === undefined) throw new Error(`${rule.id} needs options: give them to check()`);
  const missing = rule.requires.filter((fact) => facts.known[fact] === undefined);
  if (missing.length > 0) throw new Error(`${rule.id} needs ${missing.join(', ')}: give it to check()`);
  // Everything needed is known, which is what the types of `check` ask for.
  return [...(rule as Rule).check({ subject, facts: facts.known as never, options: options as never })];
}
