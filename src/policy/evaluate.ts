import { type ClusterChange, changeCluster, type ImageConfigWrite } from '../model/cluster-change.ts';
import { type ClusterFacts, type FactName, type Facts, settingsOf } from '../model/facts.ts';
import { once } from '../model/once.ts';
import { ChangeContext } from '../rules/change-context.ts';
import type { ObjectName, StateFinding, Violation } from '../rules/finding.ts';
import type { AnyRule, ChangeRule, Host, ObjectRule, StateRule } from '../rules/rule.ts';
import type { GivenOptions } from '../rules/rule-options.ts';
import { StateContext } from '../rules/state-context.ts';
import { isMirrorSetWrite, type Operation, type Subject, type WrittenObject } from '../rules/subject.ts';
import type { EvaluatedViolation, MissingFact, Outcome } from './outcome.ts';
import { completePolicyConflict, findConflictsBetweenWrites, policyConflictRule } from './policy-change.ts';
import { introducedFindings, reportState } from './state-findings.ts';
import { isStoredValue } from './stored-values.ts';

/** No user reads more findings of one rule. The rule is not run any further, so one hostile object does not delay other requests. */
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
   * `change`: what the writes introduce into the stored state of the facts, as admission does. `state`: everything that is wrong with
   * the state of the facts, which holds the subjects.
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
 * Runs every rule that applies, in the order given; levels and exemptions come later and read the same outcomes. A rule whose facts
 * are not all known is not evaluated, and the outcome names the missing facts. A rule that throws is a programming error and becomes
 * an outcome too, so one rule never silences the others.
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

/** One evaluation: the contexts that its rules share. */
class Evaluation {
  readonly #input: EvaluationInput;
  readonly #image: ImageConfigWrite | undefined;
  /** With the lists of Image `cluster` after its write. */
  readonly #facts: ClusterFacts;

  constructor(input: EvaluationInput) {
    this.#input = input;
    this.#image = imageWriteOf(input.subjects);
    this.#facts = { ...input.facts, known: withImageConfig(input.facts.known, this.#image?.after) };
  }

  /** Change rules report nothing about a state without a change. */
  covers(rule: AnyRule): boolean {
    const { subjects, reports } = this.#input;
    if (reports === 'change' ? subjects.length === 0 : rule.kind === 'change') return false;
    return rule.kind !== 'object' || subjects.some((subject) => appliesTo(rule, subject));
  }

  run(rule: AnyRule): Outcome {
    const missing = missingFacts(rule.requires, this.#facts);
    if (missing.length > 0) return { status: 'not-evaluated', rule, missing };
    try {
      const violations = this.#violationsOf(rule);
      return violations.length === 0 ? { status: 'passed', rule } : { status: 'failed', rule, violations };
    } catch (error) {
      return { status: 'errored', rule, error: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  /** At this point everything required is known and the policy was validated, so the types of the rule hold. */
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
    const { known } = this.#facts;
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
      return this.#reportedOf(rule.check(this.#whole() as never)).map((finding) =>
        reportState(finding, subjects),
      );
    const { after, before } = this.#states();
    const found = this.#reportedOf(rule.check(after as never));
    if (found.length === 0) return none;
    // The state before is only evaluated by rules that report something: most report nothing.
    const known = [...rule.check(before() as never)];
    return introducedFindings(rule, found, known, this.#change()).map(({ finding, isStored }) => {
      const violation = reportState(finding, subjects);
      return isStored ? { ...violation, isStored } : violation;
    });
  }

  /** An update may announce a conflict on purpose, and the only conflict can be between the writes. */
  #checkPolicyConflicts(rule: StateRule): readonly EvaluatedViolation[] {
    const found = this.#checkState(rule);
    if (this.#input.reports === 'state') return found;
    const subjects = this.#input.subjects.filter(isMirrorSetWrite);
    const { mirrorSets } = this.#change().after;
    const completed = found.map((violation) => {
      const { kind, name } = violation.object;
      const subject = subjects.findLast((each) => each.kind === kind && each.name === name);
      return subject === undefined || violation.isStored
        ? violation
        : completePolicyConflict(violation, subject, mirrorSets);
    });
    return [...completed, ...findConflictsBetweenWrites(subjects, this.#change())];
  }

  #checkChange(rule: ChangeRule): readonly EvaluatedViolation[] {
    const [first] = this.#input.subjects;
    const found = this.#firstOf(rule.check(this.#changeContext() as never));
    return found.map(({ at = first, ...violation }) => ({ ...violation, object: at ?? noObject }));
  }

  #reportedOf(found: Iterable<StateFinding>): readonly StateFinding[] {
    return this.#firstOf(found).filter(({ isCovered }) => isCovered !== true);
  }

  #firstOf<Found>(found: Iterable<Found>): readonly Found[] {
    return firstOf(found, this.#input.maxViolations ?? defaultMaxViolations);
  }

  readonly #stored = once(() => {
    const { cluster, known } = this.#input.facts;
    if (cluster === undefined) throw new Error('the stored mirror sets are not known');
    return cluster.model(settingsOf(known));
  });

  readonly #whole = once(() => new StateContext(this.#stored(), this.#facts.known));

  readonly #change = once((): ClusterChange => {
    const writes = this.#input.subjects.filter(isMirrorSetWrite).map((subject) => ({
      ref: { kind: subject.kind, name: subject.name },
      before: subject.before,
      object: subject.operation === 'DELETE' ? undefined : subject,
    }));
    return changeCluster(this.#stored(), writes, this.#image);
  });

  readonly #states = once(() => {
    const { known } = this.#facts;
    const change = this.#change();
    const { before, after, changedScopes } = change;
    const focus = {
      sources: change.affectedSources(),
      listedScopes: [...changedScopes].filter((scope) => after.listed.has(scope)),
    };
    return {
      after: new StateContext(after, known, { focus, deployed: before }),
      before: once(() => {
        // A list that is gone was about registries of the state before.
        const listedScopes = change.imageConfig === undefined ? focus.listedScopes : [...before.listed.all];
        const knownBefore = withImageConfig(known, this.#image?.before);
        return new StateContext(before, knownBefore, { focus: { ...focus, listedScopes } });
      }),
    };
  });

  readonly #changeContext = once(
    () => new ChangeContext(this.#change(), this.#input.subjects, this.#facts.known),
  );
}

/** The last one counts, as with `kubectl apply`. */
function imageWriteOf(subjects: readonly WrittenObject[]): ImageConfigWrite | undefined {
  const image = subjects.findLast((subject) => !isMirrorSetWrite(subject));
  return image && { before: image.before ?? noLists, after: image.after };
}

const noLists: ImageConfigWrite['before'] = {};

function withImageConfig(
  known: Partial<Facts>,
  imageConfig: ImageConfigWrite['before'] | undefined,
): Partial<Facts> {
  return imageConfig === undefined ? known : { ...known, imageConfig };
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
