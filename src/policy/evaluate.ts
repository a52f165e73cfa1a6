import type { FactName, FactSheet } from '../model/facts.ts';
import type { AnyRule, Host, Rule, Violation } from '../rules/rule.ts';
import type { GivenOptions } from '../rules/rule-options.ts';
import type { Operation, Subject } from '../rules/subject.ts';
import type { MissingFact, Outcome } from './outcome.ts';

/** Nobody reads more of one rule. A rule is asked no further, so that one hostile object does not keep the others waiting. */
const mostViolations = 1000;
const none: readonly never[] = [];
const noOptions: Readonly<Record<string, GivenOptions>> = {};
const defaultOperations: readonly Operation[] = ['CREATE', 'UPDATE'];

/** Whether a rule has anything to say about such a write, whoever it comes from. */
export function appliesTo(rule: AnyRule, subject: Subject, host: Host): boolean {
  const { kinds, operations = defaultOperations, hosts } = rule.meta;
  return (
    (kinds?.includes(subject.kind) ?? true) &&
    operations.includes(subject.operation) &&
    (hosts?.includes(host) ?? true)
  );
}

/**
 * Runs every rule that applies, in the order given. Enforcement comes later and reads the same outcomes. A rule whose facts
 * are not all known is not evaluated, and says which are missing; a rule that throws is a programmer's mistake and becomes an
 * outcome too, so that one rule never silences the others.
 *
 * @param options per rule id; a rule that is not named has its defaults, and must have some
 */
export function evaluate(
  rules: readonly AnyRule[],
  subject: Subject,
  facts: FactSheet,
  host: Host,
  options: Readonly<Record<string, GivenOptions>> = noOptions,
): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const rule of rules) {
    if (appliesTo(rule, subject, host))
      outcomes.push(evaluateRule(rule, subject, facts, options[rule.id] ?? rule.defaultOptions));
  }
  return outcomes;
}

function evaluateRule(
  rule: AnyRule,
  subject: Subject,
  facts: FactSheet,
  options: GivenOptions | undefined,
): Outcome {
  const missing = missingFacts(rule.requires, facts);
  if (missing.length > 0) return { status: 'not-evaluated', rule, missing };
  try {
    // The types of `requires` and of the options hold from here on: everything needed is known, and the policy was validated.
    const violations = firstOf(
      (rule as Rule).check({ subject, facts: facts.known as never, options: options as never }),
    );
    return violations.length === 0 ? { status: 'passed', rule } : { status: 'failed', rule, violations };
  } catch (error) {
    return { status: 'errored', rule, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Most rules find nothing, so no list is made before there is something to put into it. */
function firstOf(found: Iterable<Violation>): readonly Violation[] {
  if (Array.isArray(found)) return found.length > mostViolations ? found.slice(0, mostViolations) : found;
  let violations: Violation[] | undefined;
  for (const violation of found) {
    violations ??= [];
    violations.push(violation);
    if (violations.length === mostViolations) break;
  }
  return violations ?? none;
}

function missingFacts(requires: readonly FactName[], facts: FactSheet): readonly MissingFact[] {
  let missing: MissingFact[] | undefined;
  for (const fact of requires) {
    if (facts.known[fact] !== undefined) continue;
    missing ??= [];
    missing.push({ fact, reason: facts.missing[fact] ?? 'was not given' });
  }
  return missing ?? none;
}
