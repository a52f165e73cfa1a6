import type { ObjectName, Related, Severity } from '../rules/finding.ts';
import type { Category } from '../rules/rule.ts';

/** Why a finding does not deny although its rule denies. */
export type Downgrade = 'stored' | 'policy-change' | 'exemption' | 'break-glass' | 'advisory';

/** A violation after enforcement: what users, logs and reports show. */
export interface Finding {
  readonly rule: string;
  readonly category: Category;
  readonly severity: Severity;
  /** The object that `path` belongs to; absent if the rule could not be evaluated. */
  readonly object?: ObjectName;
  /**
   * In the notation of the API server: `spec.imageDigestMirrors[0].source`; empty for the object as a whole.
   */
  readonly path: string;
  /** The source, mirror or scope, for grouping. */
  readonly about?: string;
  readonly message: string;
  /** The general fix; the message is specific. */
  readonly fix: string;
  readonly related: readonly Related[];
  /** Security and outage: listed before advice of the same severity. */
  readonly isListedFirst?: true;
  /** The rule could not be evaluated; the message states why. */
  readonly isUnchecked?: true;
  /** Why the finding does not deny the write although its rule denies; also part of the message. */
  readonly downgradedBy?: Downgrade;
}
