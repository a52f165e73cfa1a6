import type { RejectedExemption, Spared } from '../policy/spare.ts';
import type { Severity } from '../rules/rule.ts';
import type { AdmissionOperation, RequestUser } from '../webhook/request.ts';
import type { Digest } from './digest.ts';

/** Which of the two questions of the API server was answered. */
export type Stage = 'mutate' | 'validate';

/**
 * - `deadline`: there was no time left to judge.
 * - `unread`: the request had not arrived as a whole when its time was over. Whether it is a rehearsal, and its objects, are not known.
 * - `unrecorded`: it was judged, but the log did not keep the record of that in time. That record, of the same uid and stage, stands
 *   before this one where the log has kept it after all; what was answered is this.
 * - `internal-error`: mirrorguard failed.
 */
export type Failure = 'deadline' | 'unread' | 'unrecorded' | 'internal-error';

/** `ignore`: allowed without a look, because it is not a mirror set (or not the object itself). */
export type Verdict = 'allow' | 'deny' | 'ignore';

/**
 * The record of one decision: one line of JSON. It is a contract, docs/reference/schema/audit-record.schema.json: fields are added,
 * never renamed, removed or given another meaning; where that cannot be helped, `schemaVersion` rises. The log adds who wrote it
 * and the link to the record before (`audit-chain.ts`). Objects are not part of it, and no value of an annotation is: they may hold secrets.
 */
export interface AuditRecord {
  readonly schemaVersion: 1;
  /** RFC 3339, UTC, milliseconds. */
  readonly time: string;
  /** Of the AdmissionReview: joins this record to the API server's own audit log. */
  readonly uid: string;
  readonly stage: Stage;
  readonly operation: AdmissionOperation;
  readonly kind: string;
  /** Empty while the API server has not generated one. */
  readonly name: string;
  readonly user: RequestUser;
  /** The write is a rehearsal; the decision is the same. */
  readonly dryRun: boolean;
  readonly verdict: Verdict;
  /** Every finding, the gravest first, those that were neither refused nor told included (`audit`). */
  readonly rules: readonly AuditedFinding[];
  /** How many findings are left out of `rules`, because the record would have grown too long; usually 0. */
  readonly rulesOmitted: number;
  /** Ids of rules that could not be evaluated, for want of a fact or because they broke. */
  readonly notEvaluated: readonly string[];
  /** JSON Patch that was handed out; null when nothing was repaired. Values of annotations are left out. */
  readonly patch: readonly object[] | null;
  /** How many operations are left out of `patch`, because the record would have grown too long; usually 0. */
  readonly patchOmitted: number;
  /** Exemptions that the verdict rests on. */
  readonly exemptionsUsed: readonly AuditedExemption[];
  /** Exemptions that would have helped, and did not count. */
  readonly exemptionsRejected: readonly RejectedExemption[];
  /** What was stored until now; null on CREATE. Made of what people write (`object-digest.ts`). */
  readonly objectBefore: Digest | null;
  /** What is to be stored, as it came to this stage; null on DELETE. */
  readonly objectAfter: Digest | null;
  /** Why it was answered by the setting for that case, and not as judged; null when it was answered as judged. */
  readonly failure: Failure | null;
  /** From the request's last byte to the decision. */
  readonly durationMs: number;
  /** How old the facts were that it rests on. */
  readonly factsAgeMs: number;
  /** Which facts these were, where their source counts versions; null where it does not, or where none were asked for. */
  readonly factsVersion: string | null;
  /** What was enforced: equal where rules and settings were equal. */
  readonly policyHash: Digest;
}

export interface AuditedFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly path: string;
  readonly message: string;
  /** Why it did not refuse the write, although its rule would; absent where nothing spared it. */
  readonly spared?: Spared;
}

export interface AuditedExemption {
  /** As the policy names it, or `break-glass`. */
  readonly name: string;
  /** Id of the rule that was not enforced. */
  readonly rule: string;
  /** As the policy gives it; of break-glass, the value of its annotation. */
  readonly reason: string;
  readonly ticket: string | null;
  /** A date, or a time, as RFC 3339 has them; null where it does not end. */
  readonly expires: string | null;
}
