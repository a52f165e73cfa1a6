import type { ClusterFacts, FactName } from '../model/facts.ts';
import type { ObjectName, StateFinding, Violation } from '../rules/finding.ts';
import type { AnyRule, ChangeRule, Host, ObjectRule, StateRule } from '../rules/rule.ts';
import type { GivenOptions } from '../rules/rule-options.ts';
import { isMirrorSetWrite, type Operation, type Subject, type WrittenObject } from '../rules/subject.ts';
import { EvaluationContexts } from './evaluation-contexts.ts';
import type { EvaluatedViolation, MissingFact, Outcome } from './outcome.ts';
import { completePolicyConflict, findConflictsBetweenWrites, policyConflictRule } from './policy-change.ts';
import { introducedFindings, reportState } from './state-findings.ts';
import { isStoredValue } from './stored-values.ts';

/**
 * No user reads more findings of one rule. The rule is not run any further, so one hostile object does not
 * delay other requests.
 */
const defaultMaxViolations = 1000;
const none: readonly never[] = [];
const noOptions: Readonly<Record<string, GivenOptions>> = {};
const defaultOperations: readonly Operation[] = ['CREATE', 'UPDATE'];

/** What is evaluated, and against what. */
export interface EvaluationInput {
  /** The written objects. */
  readonly subjects: readonly WrittenObject[];
  readonly facts: ClusterFacts;
  readonly host: Host;
  /**
   * `change`: what the writes introduce into the stored state of the facts, as admission does. `state`:
   * everything that is wrong with the state of the facts, which holds the subjects.
   */
  readonly reports: 'change' | 'state';
  /** By rule id; a rule that is not named has its defaults, and must have some. */
  readonly options?: Readonly<Record<string, GivenOptions>> | undefined;
  /** Per rule. Default: 1000. */
  readonly maxViolations?: number;
}

/** Whether an object rule applies to such a write. Object rules read mirror sets. */
function appliesTo({ kind, meta }: AnyRule, subject: WrittenObject): boolean {
  if (kind !== 'object') return true;
  if (!isMirrorSetWrite(subject)) return false;
  const { kinds, operations = defaultOperations } = meta;
  return (kinds?.includes(subject.kind) ?? true) && operations.includes(subject.operation);
}

/**
 * Runs every rule that applies, in the order given; levels and exemptions come later and read the same
 * outcomes. A rule whose facts are not all known is not evaluated, and the outcome names the missing facts. A
 * rule that throws is a programming error and becomes an outcome too, so one rule never silences the others.
 */
export function evaluate(rules: readonly AnyRule[], input: EvaluationInput): readonly Outcome[] {
  return [...evaluateEach(rules, input)];
}

/** As `evaluate`, one rule at a time, so a caller can interrupt the evaluation of a large state. */
export function* evaluateEach(rules: readonly AnyRule[], input: EvaluationInput): Generator<Outcome, void> {
  const evaluation = new Evaluation(input);
  for (const rule of rules) {
    const { hosts } = rule.meta;
    if (hosts?.includes(input.host) === false || !evaluation.covers(rule)) continue;
    yield evaluation.run(rule);
  }
}

/** One evaluation. */
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

  /** `doctor` reports what a webhook does not read, so it does not warn of it with every write. */
  #missingOf({ requires, silentWithout }: AnyRule): readonly MissingFact[] {
    const { facts } = this.#contexts;
    const missing = missingFacts(requires, facts);
    return this.#input.host === 'cli' && silentWithout.length > 0
      ? [...missing, ...missingFacts(silentWithout, facts)]
      : missing;
  }

  /**
   * At this point everything required is known and the policy was validated, so the types of the rule hold.
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
      if (!isMirrorSetWrite(subject) || !appliesTo(rule, subject)) continue;
      for (const violation of this.#firstOf(rule.check({ subject, facts: known as never, options: given }))) {
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
    // The state before is only evaluated by rules that report something: most report nothing.
    const known = [...rule.check(before() as never)];
    return introducedFindings(rule, found, known, this.#contexts.change()).map(({ finding, isStored }) => {
      const violation = reportState(finding, subjects);
      return isStored ? { ...violation, isStored } : violation;
    });
  }

  /** An update may announce a conflict on purpose, and the only conflict can be between the writes. */
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

function toEvaluated({ at, ...violation }: Violation, subject: Subject): EvaluatedViolation {
  const object = at ?? subject;
  const about = violation.about ?? sourceAt(subject, violation.path);
  const evaluated = { ...violation, object, ...(about === undefined ? {} : { about }) };
  return isStoredValue(subject, violation.path) ? { ...evaluated, isStored: true } : evaluated;
}

/** The source of the entry that a path leads into. */
function sourceAt({ entries }: Subject, [root, , index]: Violation['path']): string | undefined {
  return root === 'spec' && typeof index === 'number'
    ? entries.find((entry) => entry.index === index)?.source
    : undefined;
}

/** A change without a written object has nothing to attribute findings to. */
const noObject: ObjectName = { kind: '', name: '' };

/** Most rules find nothing, so no list is made before there is something to put into it. */
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
