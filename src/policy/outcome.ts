import type { FactName } from '../model/facts.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import type { ObjectName, Related, Severity } from '../rules/finding.ts';
import type { AnyRule } from '../rules/rule.ts';

/** The result of one rule. */
export type Outcome =
  | { readonly status: 'passed'; readonly rule: AnyRule }
  | { readonly status: 'failed'; readonly rule: AnyRule; readonly violations: readonly EvaluatedViolation[] }
  | { readonly status: 'not-evaluated'; readonly rule: AnyRule; readonly missing: readonly MissingFact[] }
  | { readonly status: 'errored'; readonly rule: AnyRule; readonly error: Error };

/** One violation at a field of an evaluated object. */
export interface EvaluatedViolation {
  /** The object that `path` belongs to: the subject itself if it is one. */
  readonly object: ObjectName;
  readonly path: FieldPath;
  readonly message: string;
  /** If it differs from the severity of the rule. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** The source, mirror or scope that it is about. */
  readonly about?: string;
  /** No written object is involved: `object` stands for all of them, and `related` has those involved. */
  readonly isElsewhere?: true;
  /** The stored state has it already, so this update did not introduce it. */
  readonly isStored?: true;
  /**
   * The write announces a change of policies in several objects, so it is not denied (`policy-change.ts`).
   */
  readonly downgradedBy?: 'policy-change';
}

export interface MissingFact {
  readonly fact: FactName;
  readonly reason: string;
}
