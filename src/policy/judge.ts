import type { FactSheet } from '../model/facts.ts';
import { project } from '../rules/project.ts';
import type { AnyRule, Host } from '../rules/rule.ts';
import type { Subject } from '../rules/subject.ts';
import { type Decision, decide } from './decide.ts';
import { type Enforcement, rulesInForce } from './enforcement.ts';
import { evaluate } from './evaluate.ts';
import type { Outcome } from './outcome.ts';
import { ratchet } from './ratchet.ts';
import type { Requester } from './requester.ts';

/** What a write is judged by. */
export interface Standing {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  readonly facts: FactSheet;
  readonly host: Host;
  /** Without it no exemption is looked for. */
  readonly occasion?: Occasion | undefined;
}

/** Who writes, and when. */
export interface Occasion {
  readonly requester: Requester;
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: number;
}

export interface Judgement extends Decision {
  readonly outcomes: readonly Outcome[];
}

/** The one way from a write to a decision: admission, the background scan and the CLI all come through here. */
export function judge(subject: Subject, { rules, enforcement, facts, host, occasion }: Standing): Judgement {
  const inForce = rulesInForce(rules, enforcement);
  const found = evaluate(inForce, subject, project(facts, subject), host, enforcement.options);
  const outcomes = ratchet(found, subject, { enforcement, facts, host });
  return { outcomes, ...decide(outcomes, enforcement, occasion && { subject, ...occasion }) };
}
