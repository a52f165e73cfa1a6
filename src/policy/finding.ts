import type { ObjectName, Related, Severity } from '../rules/finding.ts';
import type { Category } from '../rules/rule.ts';

/** Why a finding does not deny although its rule has the level `deny`. */
export type Downgrade = 'stored' | 'policy-change' | 'exemption' | 'break-glass' | 'advisory';

/** A violation after enforcement, as shown to users and in logs and reports. */
export interface Finding {
  readonly rule: string;
  readonly category: Category;
  readonly severity: Severity;
  /** The object that contains `path`; absent if the rule could not be evaluated. */
  readonly object?: ObjectName;
  /** The path in API server notation: `spec.imageDigestMirrors[0].source`. Empty for the whole object. */
  readonly path: string;
  /** The source, mirror or scope that groups the finding. */
  readonly about?: string;
  readonly message: string;
  /** The general fix of the rule; the message has the specific one. */
  readonly fix: string;
  readonly related: readonly Related[];
  /** The finding concerns security or an outage and is listed before advice of the same severity. */
  readonly isListedFirst?: true;
  /** The rule could not be evaluated; the message contains the reason. */
  readonly isUnchecked?: true;
  /**
   * Why the finding does not deny although its rule has the level `deny`. The message contains the same
   * reason.
   */
  readonly downgradedBy?: Downgrade;
}
