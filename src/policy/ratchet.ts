import type { FactSheet } from '../model/facts.ts';
import type { MirrorSet } from '../model/mirror-set.ts';
import { formatFieldPath } from '../model/text/field-path.ts';
import { project } from '../rules/project.ts';
import type { AnyRule, Host, Violation } from '../rules/rule.ts';
import type { Subject } from '../rules/subject.ts';
import { type Enforcement, enforcedSeverity } from './enforcement.ts';
import { evaluate } from './evaluate.ts';
import type { Outcome } from './outcome.ts';

export interface RatchetContext {
  readonly enforcement: Enforcement;
  readonly facts: FactSheet;
  readonly host: Host;
}

/**
 * An update answers for what it adds or worsens, not for what the stored object has been allowed: whoever repairs one thing must
 * not be refused because of another. What would be refused and was so before is marked as stored.
 *
 * Cost: nothing unless something would be refused; then the rules that would refuse run once more, on the stored object.
 */
export function ratchet(
  outcomes: readonly Outcome[],
  { operation, before }: Subject,
  context: RatchetContext,
): readonly Outcome[] {
  if (operation !== 'UPDATE' || before === undefined) return outcomes;
  const refusing = outcomes
    .filter((outcome) => wouldRefuse(outcome, context.enforcement))
    .map(({ rule }) => rule);
  if (refusing.length === 0) return outcomes;
  const stored = findStored(refusing, before, context);
  return outcomes.map((outcome) => markStored(outcome, stored.get(outcome.rule) ?? []));
}

function wouldRefuse(outcome: Outcome, { levels }: Enforcement): boolean {
  if (outcome.status !== 'failed') return false;
  const { id, meta } = outcome.rule;
  return outcome.violations.some(
    ({ severity }) => enforcedSeverity(levels[id], meta.severity, severity) === 'deny',
  );
}

/** What the rules say about the stored object as if it were written now into a cluster without it. */
function findStored(
  rules: readonly AnyRule[],
  before: MirrorSet,
  { enforcement, facts, host }: RatchetContext,
): ReadonlyMap<AnyRule, readonly Violation[]> {
  const subject: Subject = { ...before, operation: 'CREATE', structure: [] };
  const outcomes = evaluate(rules, subject, project(facts, subject), host, enforcement.options);
  return new Map(
    outcomes.map((outcome) => [outcome.rule, outcome.status === 'failed' ? outcome.violations : []]),
  );
}

function markStored(outcome: Outcome, stored: readonly Violation[]): Outcome {
  if (outcome.status !== 'failed' || stored.length === 0) return outcome;
  // Each stored violation excuses one: a mistake that is made a second time is new.
  const excuses = Map.groupBy(stored, keyOf);
  const violations = outcome.violations.map((violation) => {
    const isStored = excuses.get(keyOf(violation))?.pop() !== undefined;
    return isStored ? { ...violation, isStored } : violation;
  });
  return { ...outcome, violations };
}

/** Entries move when others come and go, so their numbers are no part of what is wrong. */
function keyOf({ key, path, message }: Violation): string {
  return key ?? `${formatFieldPath(path.filter((step) => typeof step === 'string'))} ${message}`;
}
