import type { ClusterFacts } from '../model/facts.ts';
import type { AnyRule, Host } from '../rules/rule.ts';
import type { WrittenObject } from '../rules/subject.ts';
import { type Decision, decide } from './decide.ts';
import { type Enforcement, rulesInForce } from './enforcement.ts';
import { evaluate } from './evaluate.ts';
import type { Outcome } from './outcome.ts';
import type { Requester } from './requester.ts';

/** What a write is evaluated against. */
export interface EvaluationContext {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  readonly facts: ClusterFacts;
  readonly host: Host;
  /** Without it no exemption applies. */
  readonly origin?: WriteOrigin | undefined;
}

/** Who writes, and when. */
export interface WriteOrigin {
  readonly requester: Requester;
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: number;
}

export interface WriteEvaluation extends Decision {
  readonly outcomes: readonly Outcome[];
}

/** The one way from a write to a decision: admission, the CLI and policy tests use it. */
export function evaluateWrite(
  subject: WrittenObject,
  { rules, enforcement, facts, host, origin }: EvaluationContext,
): WriteEvaluation {
  const outcomes = evaluate(rulesInForce(rules, enforcement), {
    subjects: [subject],
    facts,
    host,
    reports: 'change',
    options: enforcement.options,
  });
  return { outcomes, ...decide(outcomes, enforcement, origin && { subject, ...origin }) };
}
