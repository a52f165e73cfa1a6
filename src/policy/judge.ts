import type { FactSheet } from '../domain/facts.ts';
import { type Decision, decide } from './decide.ts';
import type { Enforcement } from './enforcement.ts';
import { evaluate } from './evaluate.ts';
import type { Outcome } from './outcome.ts';
import { project } from './project.ts';
import { ratchet } from './ratchet.ts';
import type { AnyRule, Host } from './rule.ts';
import type { Subject } from './subject.ts';

/** What a write is judged by. */
export interface Standing {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  readonly facts: FactSheet;
  readonly host: Host;
}

export interface Judgement extends Decision {
  readonly outcomes: readonly Outcome[];
}

/** The one way from a write to a decision: admission, the background scan and the CLI all come through here. */
export function judge(subject: Subject, { rules, enforcement, facts, host }: Standing): Judgement {
  const enabled = rules.filter((rule) => enforcement.levels[rule.id] !== 'off');
  const found = evaluate(enabled, subject, project(facts, subject), host);
  const outcomes = ratchet(found, subject, { enforcement, facts, host });
  return { outcomes, ...decide(outcomes, enforcement) };
}
