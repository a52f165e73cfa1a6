import type { FactName } from '../model/facts.ts';
import type { AnyRule, Violation } from '../rules/rule.ts';

/** What became of one rule for one subject. */
export type Outcome =
  | { readonly status: 'passed'; readonly rule: AnyRule }
  | { readonly status: 'failed'; readonly rule: AnyRule; readonly violations: readonly JudgedViolation[] }
  | { readonly status: 'not-evaluated'; readonly rule: AnyRule; readonly missing: readonly MissingFact[] }
  | { readonly status: 'errored'; readonly rule: AnyRule; readonly error: Error };

export interface JudgedViolation extends Violation {
  /** The object has it already, so that this update is not to blame. */
  readonly isStored?: boolean;
}

export interface MissingFact {
  readonly fact: FactName;
  readonly reason: string;
}
