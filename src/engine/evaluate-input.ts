import { findImageProblems } from '../kubernetes/structure/image-structure.ts';
import { type ClusterFacts, settingsOf } from '../model/facts.ts';
import type { JsonObject } from '../model/json.ts';
import { type Decision, decide } from '../policy/decide.ts';
import { type Enforcement, enabledRules, enforcedSeverity } from '../policy/enforcement.ts';
import { type EvaluationInput, evaluate } from '../policy/evaluate.ts';
import type { WriteOrigin } from '../policy/evaluate-write.ts';
import type { Finding } from '../policy/finding.ts';
import type { Outcome } from '../policy/outcome.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { GuardedKind } from '../rules/subject.ts';
import { toWrittenObject } from '../webhook/subject.ts';
import { assignViolations, type OtherObject } from './assign-violations.ts';
import { unreportedStops } from './unreported-stops.ts';

/** One object to evaluate. */
export interface InputObject {
  readonly object: JsonObject;
  readonly evaluatedAs: GuardedKind;
  /** Empty for an object without a name. */
  readonly name: string;
}

/** The cluster state and rules that an input is evaluated against. */
export interface InputContext<Other extends OtherObject = OtherObject> {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  /** Contains the stored mirror sets if `stored` is given, otherwise those of the input. */
  readonly facts: ClusterFacts;
  /**
   * Returns the stored version of an object; undefined for a new object. Without this function the input
   * itself is the evaluated state.
   */
  readonly stored?:
    | ((ref: { readonly kind: GuardedKind; readonly name: string }) => JsonObject | undefined)
    | undefined;
  /**
   * Objects of other kinds in the input. Image policies, MachineConfigs and ClusterVersion also determine
   * whether the operator applies a state and whether nodes can load it.
   */
  readonly others?: readonly Other[];
  /**
   * The stored state before and after the whole input, to find what objects of other kinds introduce.
   * Requires `stored`.
   */
  readonly states?: (() => { readonly before: ClusterFacts; readonly after: ClusterFacts }) | undefined;
  /** The requester and time of the write; without it no exemption applies. */
  readonly origin?: WriteOrigin | undefined;
}

interface EvaluatedInput<Input extends InputObject> {
  readonly input: Input;
  readonly decision: Decision;
}

export interface InputEvaluation<Input extends InputObject, Other extends OtherObject> {
  /** In the order of the input. */
  readonly inputs: readonly EvaluatedInput<Input>[];
  /** Other objects that have findings. */
  readonly others: readonly { readonly other: Other; readonly findings: readonly Finding[] }[];
  readonly outcomes: readonly Outcome[];
}

/**
 * Evaluates all objects of an input together, as if they were applied at once. With a stored state, reports
 * what the input introduces; otherwise reports every fault of the state. Each finding is reported once, at
 * one of the involved objects.
 * For objects of other kinds, only denials are reported: an input must not pass if `render` rejects it.
 */
export function evaluateInput<Input extends InputObject, Other extends OtherObject>(
  inputs: readonly Input[],
  context: InputContext<Other>,
): InputEvaluation<Input, Other> {
  const { rules, enforcement, facts, stored, others = [], states, origin } = context;
  const subjects = inputs.map(({ object, evaluatedAs: kind, name }) => {
    const oldObject = stored?.({ kind, name });
    const operation = oldObject === undefined ? 'CREATE' : 'UPDATE';
    // In admission, the API server has checked the structure of Image already.
    const problems = kind === 'Image' ? findImageProblems(object) : undefined;
    return toWrittenObject({ kind, operation, object, oldObject, written: object, problems });
  });
  const enabled = enabledRules(rules, enforcement);
  const run = (input: Pick<EvaluationInput, 'subjects' | 'facts' | 'reports'>) =>
    evaluate(enabled, { ...input, host: 'cli', options: enforcement.options });
  const outcomes = run({ subjects, facts, reports: stored === undefined ? 'state' : 'change' });
  const ofOthers = states === undefined ? [] : introducedByOthers(states(), outcomes, enforcement, run);
  const decideAll = (all: readonly Outcome[]) => {
    const assigned = assignViolations(all, { subjects, others });
    return {
      inputs: inputs.map((input, index) => {
        const subject = subjects[index] as (typeof subjects)[number];
        const own = assigned.get(subject) ?? [];
        return { input, decision: decide(own, enforcement, origin && { subject, ...origin }) };
      }),
      others: others.flatMap((other) => {
        const { findings } = decide(assigned.get(other) ?? [], enforcement);
        const shown = inputs.length === 0 ? findings.filter(isDenial) : findings;
        return shown.length === 0 ? [] : [{ other, findings: shown }];
      }),
    };
  };
  const evaluated = decideAll([...outcomes, ...ofOthers]);
  const stops =
    hasDenial(evaluated) || stored !== undefined || facts.cluster === undefined
      ? undefined
      : unreportedStops(facts.cluster.model(settingsOf(facts.known)), enabled);
  return { outcomes, ...(stops === undefined ? evaluated : decideAll([...outcomes, stops])) };
}

type Decided = Pick<InputEvaluation<InputObject, OtherObject>, 'inputs' | 'others'>;

function hasDenial({ inputs, others }: Decided): boolean {
  return (
    inputs.some(({ decision }) => decision.findings.some(isDenial)) ||
    others.some(({ findings }) => findings.some(isDenial))
  );
}

/** A denial that the policy downgrades still reports the stop. */
function isDenial({ severity, downgradedBy }: Finding): boolean {
  return severity === 'deny' || downgradedBy !== undefined;
}

/**
 * The denials of the state after the input that the previous state does not have and the writes do not
 * introduce.
 */
function introducedByOthers(
  { before, after }: ReturnType<NonNullable<InputContext['states']>>,
  outcomes: readonly Outcome[],
  enforcement: Enforcement,
  run: (input: Pick<EvaluationInput, 'subjects' | 'facts' | 'reports'>) => readonly Outcome[],
): readonly Outcome[] {
  const outcomesIn = (facts: ClusterFacts) => run({ subjects: [], facts, reports: 'state' });
  const known = new Set([...outcomes, ...outcomesIn(before)].flatMap(keysOf));
  return outcomesIn(after).flatMap((outcome): readonly Outcome[] => {
    if (outcome.status !== 'failed') return [];
    const { rule } = outcome;
    const violations = outcome.violations.filter(
      ({ about, severity }) =>
        enforcedSeverity(enforcement.levels[rule.id], rule.meta.severity, severity) === 'deny' &&
        !known.has(`${rule.id} ${about}`),
    );
    return violations.length === 0 ? [] : [{ ...outcome, violations }];
  });
}

function keysOf(outcome: Outcome): readonly string[] {
  return outcome.status === 'failed'
    ? outcome.violations.map(({ about }) => `${outcome.rule.id} ${about}`)
    : [];
}
