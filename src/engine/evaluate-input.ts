import { type ClusterFacts, settingsOf } from '../model/facts.ts';
import type { JsonObject } from '../model/json.ts';
import { type Decision, decide } from '../policy/decide.ts';
import { type Enforcement, rulesInForce } from '../policy/enforcement.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { WriteOrigin } from '../policy/evaluate-write.ts';
import type { Finding } from '../policy/finding.ts';
import type { Outcome } from '../policy/outcome.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { GuardedKind, WrittenObject } from '../rules/subject.ts';
import { toWrittenObject } from '../webhook/subject.ts';
import { unreportedStops } from './unreported-stops.ts';

/** One object to evaluate. */
export interface InputObject {
  readonly object: JsonObject;
  readonly evaluatedAs: GuardedKind;
  /** Empty if it has none. */
  readonly name: string;
}

/** What an input is evaluated against. */
export interface InputContext {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  /** Its mirror sets are the stored ones if `stored` is given, otherwise those of the input. */
  readonly facts: ClusterFacts;
  /**
   * The stored version of an object; undefined for a new one. Without it the input itself is the state to
   * report on.
   */
  readonly stored?:
    | ((ref: { readonly kind: GuardedKind; readonly name: string }) => JsonObject | undefined)
    | undefined;
  /** Who would write it, and when; without it no exemption applies. */
  readonly origin?: WriteOrigin | undefined;
}

interface EvaluatedInput<Input extends InputObject> {
  readonly input: Input;
  readonly decision: Decision;
}

export interface InputEvaluation<Input extends InputObject> {
  /** In the order of the input. */
  readonly inputs: readonly EvaluatedInput<Input>[];
  readonly outcomes: readonly Outcome[];
}

/**
 * Evaluates all objects of an input together, as if they were applied at once: what they introduce into the
 * stored state, or, without one, everything that is wrong with the state that they are. A finding is reported
 * once, at one of the objects involved.
 */
export function evaluateInput<Input extends InputObject>(
  inputs: readonly Input[],
  { rules, enforcement, facts, stored, origin }: InputContext,
): InputEvaluation<Input> {
  const subjects = inputs.map(({ object, evaluatedAs: kind, name }) => {
    const oldObject = stored?.({ kind, name });
    const operation = oldObject === undefined ? 'CREATE' : 'UPDATE';
    return toWrittenObject({ kind, operation, object, oldObject, written: object });
  });
  const inForce = rulesInForce(rules, enforcement);
  const outcomes = evaluate(inForce, {
    subjects,
    facts,
    host: 'cli',
    reports: stored === undefined ? 'state' : 'change',
    options: enforcement.options,
  });
  const decideAll = (all: readonly Outcome[]) => {
    const bySubject = partition(all, subjects);
    return inputs.map((input, index) => {
      const subject = subjects[index] as WrittenObject;
      const own = bySubject.get(subject) ?? [];
      return { input, decision: decide(own, enforcement, origin && { subject, ...origin }) };
    });
  };
  const evaluated = decideAll(outcomes);
  const isDenied = evaluated.some(({ decision }) => decision.findings.some(isDenial));
  const stops =
    isDenied || stored !== undefined || facts.cluster === undefined
      ? undefined
      : unreportedStops(facts.cluster.model(settingsOf(facts.known)), inForce);
  return { outcomes, inputs: stops === undefined ? evaluated : decideAll([...outcomes, stops]) };
}

/** A denial that the policy only softens still reports the stop. */
function isDenial({ severity, downgradedBy }: Finding): boolean {
  return severity === 'deny' || downgradedBy !== undefined;
}

/**
 * The outcomes of each subject. Rules that were not evaluated are reported once for the whole input, so they
 * are left out here.
 */
function partition(
  outcomes: readonly Outcome[],
  subjects: readonly WrittenObject[],
): ReadonlyMap<WrittenObject, readonly Outcome[]> {
  const [first] = subjects;
  const bySubject = new Map<WrittenObject, Outcome[]>(subjects.map((subject) => [subject, []]));
  if (first === undefined) return bySubject;
  for (const outcome of outcomes) {
    if (outcome.status === 'errored') bySubject.get(first)?.push(outcome);
    if (outcome.status !== 'failed') continue;
    const violations = Map.groupBy(outcome.violations, ({ object }) => subjectOf(object, subjects) ?? first);
    for (const [subject, own] of violations) bySubject.get(subject)?.push({ ...outcome, violations: own });
  }
  return bySubject;
}

/** Two objects of an input can have one name, so the object itself counts if it is a subject. */
function subjectOf(
  object: { readonly kind: string; readonly name: string },
  subjects: readonly WrittenObject[],
): WrittenObject | undefined {
  return (
    subjects.find((subject) => subject === object) ??
    subjects.findLast((subject) => subject.kind === object.kind && subject.name === object.name)
  );
}
