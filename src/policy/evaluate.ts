import type { ClusterFacts, FactName } from '../model/facts.ts';
import type { ObjectName, StateFinding, Violation } from '../rules/finding.ts';
import {
  type AnyRule,
  type ChangeRule,
  type Host,
  type ObjectRule,
  operationsOf,
  type StateRule,
} from '../rules/rule.ts';
import type { GivenOptions } from '../rules/rule-options.ts';
import { isMirrorSetWrite, type Subject, type WrittenObject } from '../rules/subject.ts';
import { EvaluationContexts } from './evaluation-contexts.ts';
import type { EvaluatedViolation, MissingFact, Outcome } from './outcome.ts';
import { completePolicyConflict, findConflictsBetweenWrites, policyConflictRule } from './policy-change.ts';
import { introducedFindings, reportState } from './state-findings.ts';
import { isStoredValue } from './stored-values.ts';

/**
 * A limit for the findings of one rule. It bounds the cost of a hostile object and is more than a user reads.
 */
const defaultMaxViolations = 1000;
const none: readonly never[] = [];
const noOptions: Readonly<Record<string, GivenOptions>> = {};

/** The objects to evaluate and the cluster state to evaluate them against. */
export interface EvaluationInput {
  /** The written objects. */
  readonly subjects: readonly WrittenObject[];
  readonly facts: ClusterFacts;
  readonly host: Host;
  /**
   * `change`: reports what the writes introduce into the stored state, as admission does. `state`: reports
   * every fault of the state, which includes the subjects.
   */
  readonly reports: 'change' | 'state';
  /** By rule id; a rule without an entry uses its defaults. */
  readonly options?: Readonly<Record<string, GivenOptions>> | undefined;
  /** Per rule. Default: 1000. */
  readonly maxViolations?: number;
}

/** Whether a rule applies to a write. Object rules evaluate mirror sets, and Image only if they name it. */
function appliesTo(rule: AnyRule, subject: WrittenObject): boolean {
  if (rule.kind !== 'object') return true;
  const { kinds } = rule.meta;
  return (
    (kinds?.includes(subject.kind) ?? isMirrorSetWrite(subject)) &&
    operationsOf(rule).includes(subject.operation)
  );
}

/**
 * Runs every applicable rule in the given order. Levels and exemptions are applied later to the same
 * outcomes. A rule with missing facts is not evaluated, and its outcome names those facts. An error that a
 * rule throws becomes an outcome, so the other rules still run.
 */
export function evaluate(rules: readonly AnyRule[], input: EvaluationInput): readonly Outcome[] {
  return [...evaluateEach(rules, input)];
}

/**
 * Like `evaluate`, but yields after each rule, so the caller can interrupt the evaluation of a large state.
 */
export function* evaluateEach(rules: readonly AnyRule[], input: EvaluationInput): Generator<Outcome, void> {
  const evaluation = new Evaluation(input);
  for (const rule of rules) {
    const { hosts } = rule.meta;
    if (hosts?.includes(input.host) === false || !evaluation.covers(rule)) continue;
    yield evaluation.run(rule);
  }
}

class Evaluation {
  readonly #input: EvaluationInput;
  readonly #contexts: EvaluationContexts;

  constructor(input: EvaluationInput) {
    this.#input = input;
    this.#contexts = new EvaluationContexts(input);
  }

  /** Change rules report nothing about a state without a change. */
  covers(rule: AnyRule): boolean {
    const { subjects, reports } = this.#input;
    if (reports === 'change' ? subjects.length === 0 : rule.kind === 'change') return false;
    return rule.kind !== 'object' || subjects.some((subject) => appliesTo(rule, subject));
  }

  run(rule: AnyRule): Outcome {
    const missing = this.#missingOf(rule);
    if (missing.length > 0) return { status: 'not-evaluated', rule, missing };
    try {
      const violations = this.#violationsOf(rule);
      return violations.length === 0 ? { status: 'passed', rule } : { status: 'failed', rule, violations };
    } catch (error) {
      return { status: 'errored', rule, error: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  /**
   * The webhook does not warn with every write about facts that it cannot read: readiness, metrics, the
   * background check and `doctor` report them. The background check does not list facts that no webhook
   * reads.
   */
  #missingOf({ requires, silentWithout }: AnyRule): readonly MissingFact[] {
    const { facts } = this.#contexts;
    const { host, reports } = this.#input;
    const missing = missingFacts(requires, facts);
    if (silentWithout.length === 0 || (host === 'admission' && reports === 'change')) return missing;
    const listed =
      host === 'cli' ? silentWithout : silentWithout.filter((fact) => facts.missing[fact] !== undefined);
    return [...missing, ...missingFacts(listed, facts)];
  }

  /**
   * The required facts are known and the policy is validated, so the casts to the types of the rule are safe.
   */
  #violationsOf(rule: AnyRule): readonly EvaluatedViolation[] {
    switch (rule.kind) {
      case 'object':
        return this.#checkObjects(rule as ObjectRule);
      case 'state':
        return rule.id === policyConflictRule
          ? this.#checkPolicyConflicts(rule as StateRule)
          : this.#checkState(rule as StateRule);
      case 'change':
        return this.#checkChange(rule as ChangeRule);
    }
  }

  #checkObjects(rule: ObjectRule): readonly EvaluatedViolation[] {
    const { subjects, options = noOptions } = this.#input;
    const { known } = this.#contexts.facts;
    const given = (options[rule.id] ?? rule.defaultOptions) as never;
    let violations: EvaluatedViolation[] | undefined;
    for (const subject of subjects) {
      if (!appliesTo(rule, subject)) continue;
      // A rule for Image reads only the fields that all writes have.
      const context = { subject: subject as Subject, facts: known as never, options: given };
      for (const violation of this.#firstOf(rule.check(context))) {
        violations ??= [];
        violations.push(toEvaluated(violation, subject));
      }
    }
    return violations ?? none;
  }

  #checkState(rule: StateRule): readonly EvaluatedViolation[] {
    const { subjects, reports } = this.#input;
    if (reports === 'state')
      return this.#reportedOf(rule.check(this.#contexts.whole() as never)).map((finding) =>
        reportState(finding, subjects),
      );
    const { after, before } = this.#contexts.states();
    const found = this.#reportedOf(rule.check(after as never));
    if (found.length === 0) return none;
    // Evaluate the previous state only if the rule reports a finding; most rules report none.
    const known = [...rule.check(before() as never)];
    return introducedFindings(rule, found, known, this.#contexts.change()).map(({ finding, isStored }) => {
      const violation = reportState(finding, subjects);
      return isStored ? { ...violation, isStored } : violation;
    });
  }

  /** A conflict can be an announced policy change, or exist only between the writes of one input. */
  #checkPolicyConflicts(rule: StateRule): readonly EvaluatedViolation[] {
    const found = this.#checkState(rule);
    if (this.#input.reports === 'state') return found;
    const subjects = this.#input.subjects.filter(isMirrorSetWrite);
    const { mirrorSets } = this.#contexts.change().after;
    const completed = found.map((violation) => {
      const { kind, name } = violation.object;
      const subject = subjects.findLast((each) => each.kind === kind && each.name === name);
      return subject === undefined || violation.isStored
        ? violation
        : completePolicyConflict(violation, subject, mirrorSets);
    });
    return [...completed, ...findConflictsBetweenWrites(subjects, this.#contexts.change())];
  }

  #checkChange(rule: ChangeRule): readonly EvaluatedViolation[] {
    const [first] = this.#input.subjects;
    const found = this.#firstOf(rule.check(this.#contexts.changeContext() as never));
    return found.map(({ at = first, ...violation }) => ({ ...violation, object: at ?? noObject }));
  }

  #reportedOf(found: Iterable<StateFinding>): readonly StateFinding[] {
    const first = this.#firstOf(found);
    return first.length === 0 ? none : first.filter(({ isCovered }) => isCovered !== true);
  }

  #firstOf<Found>(found: Iterable<Found>): readonly Found[] {
    return firstOf(found, this.#input.maxViolations ?? defaultMaxViolations);
  }
}

function toEvaluated({ at, ...violation }: Violation, subject: WrittenObject): EvaluatedViolation {
  const object = at ?? subject;
  const about = violation.about ?? sourceAt(subject, violation.path);
  const evaluated = { ...violation, object, ...(about === undefined ? {} : { about }) };
  return isStoredValue(subject, violation.path) ? { ...evaluated, isStored: true } : evaluated;
}

/** The source of the entry that contains a path. */
function sourceAt(subject: WrittenObject, [root, , index]: Violation['path']): string | undefined {
  return isMirrorSetWrite(subject) && root === 'spec' && typeof index === 'number'
    ? subject.entries.find((entry) => entry.index === index)?.source
    : undefined;
}

/** A placeholder for a change without a written object, where a finding belongs to no object. */
const noObject: ObjectName = { kind: '', name: '' };

/** Allocates a list only if there is a finding, because most rules report none. */
function firstOf<Found>(found: Iterable<Found>, maxViolations: number): readonly Found[] {
  let first: Found[] | undefined;
  for (const one of found) {
    first ??= [];
    first.push(one);
    if (first.length === maxViolations) break;
  }
  return first ?? none;
}

function missingFacts(requires: readonly FactName[], facts: ClusterFacts): readonly MissingFact[] {
  let missing: MissingFact[] | undefined;
  for (const fact of requires) {
    if (fact === 'mirrorSets' ? facts.cluster !== undefined : facts.known[fact] !== undefined) continue;
    missing ??= [];
    missing.push({ fact, reason: facts.missing[fact] ?? 'was not given' });
  }
  return missing ?? none;
}
