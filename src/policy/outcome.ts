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
  /** The object that contains `path`. It is identical to the subject if the violation is at a subject. */
  readonly object: ObjectName;
  readonly path: FieldPath;
  readonly message: string;
  /** Set if it differs from the severity of the rule. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** The source, mirror or scope that the violation concerns. */
  readonly about?: string;
  /**
   * No written object is involved. `object` is the first written object, and `related` lists the involved
   * objects.
   */
  readonly isElsewhere?: true;
  /** The stored state already has the violation, so this update does not introduce it. */
  readonly isStored?: true;
  /** The write announces a policy change across several objects, so it is not denied (`policy-change.ts`). */
  readonly downgradedBy?: 'policy-change';
}

export interface MissingFact {
  readonly fact: FactName;
  readonly reason: string;
}
