import type { ClusterFacts } from '../model/facts.ts';
import type { AnyRule, Host } from '../rules/rule.ts';
import type { WrittenObject } from '../rules/subject.ts';
import { type Decision, decide } from './decide.ts';
import { type Enforcement, enabledRules } from './enforcement.ts';
import { evaluate } from './evaluate.ts';
import type { Outcome } from './outcome.ts';
import type { Requester } from './requester.ts';

/** The rules and the cluster state that a write is evaluated against. */
export interface EvaluationContext {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  readonly facts: ClusterFacts;
  readonly host: Host;
  /** Without an origin no exemption applies. */
  readonly origin?: WriteOrigin | undefined;
}

/** The requester and the time of a write. */
export interface WriteOrigin {
  readonly requester: Requester;
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: number;
}

export interface WriteEvaluation extends Decision {
  readonly outcomes: readonly Outcome[];
}

/** Evaluates a write and decides. Admission, the CLI and policy tests share this function. */
export function evaluateWrite(
  subject: WrittenObject,
  { rules, enforcement, facts, host, origin }: EvaluationContext,
): WriteEvaluation {
  const outcomes = evaluate(enabledRules(rules, enforcement), {
    subjects: [subject],
    facts,
    host,
    reports: 'change',
    options: enforcement.options,
  });
  return { outcomes, ...decide(outcomes, enforcement, origin && { subject, ...origin }) };
}
