import type { RejectedExemption } from '../policy/downgrade.ts';
import type { Downgrade } from '../policy/finding.ts';
import type { Severity } from '../rules/finding.ts';
import type { Failure, Stage, Verdict } from '../webhook/decision.ts';
import type { Peer } from '../webhook/ports.ts';
import type { AdmissionOperation, RequestUser } from '../webhook/request.ts';
import type { Digest } from './canonical-json.ts';

/**
 * The record of one decision: one line of JSON with at most 16 KiB. The contract is
 * docs/reference/schema/audit-record.schema.json: fields can be added, but are not renamed, removed or
 * redefined without a new `schemaVersion`. The log adds the writer and the link to the previous record
 * (`audit-chain.ts`). Records never contain objects or annotation values, which can contain secrets.
 */
export interface AuditRecord {
  readonly schemaVersion: 1;
  /** Other record types are the policy and the end of a process (`event-text.ts`). */
  readonly type: 'decision';
  /** RFC 3339, UTC, milliseconds. */
  readonly time: string;
  /** Uid of the AdmissionReview: joins this record to the audit log of the API server. */
  readonly uid: string;
  readonly stage: Stage;
  readonly operation: AdmissionOperation;
  readonly kind: string;
  /** Empty until the API server generates a name. */
  readonly name: string;
  readonly user: RequestUser;
  /** The client that sent the request, usually the API server; null if unknown. */
  readonly peer: Peer | null;
  /** Whether the write is a dry run; the decision is the same. */
  readonly dryRun: boolean;
  readonly verdict: Verdict;
  /** All findings including level `audit`, most severe first. */
  readonly rules: readonly AuditedFinding[];
  /** Ids of rules that could not be evaluated because a fact was missing or the rule failed. */
  readonly notEvaluated: readonly string[];
  /** JSON Patch of the response without annotation values; null without changes. */
  readonly patch: readonly object[] | null;
  /** Exemptions that the decision depends on. */
  readonly exemptionsUsed: readonly AuditedExemption[];
  /** Exemptions that matched but did not apply. */
  readonly exemptionsRejected: readonly RejectedExemption[];
  /** Numbers of items left out of the lists to bound the record; usually 0. */
  readonly omitted: {
    readonly rules: number;
    readonly patch: number;
    readonly groups: number;
    readonly notEvaluated: number;
    /** The total for both lists of exemptions. */
    readonly exemptions: number;
  };
  /** Digest of the stored object (`object-digest.ts`); null on CREATE. */
  readonly objectBefore: Digest | null;
  /** Digest of the object to store, as received by this stage; null on DELETE. */
  readonly objectAfter: Digest | null;
  /** The failure whose configured setting decided; null if the rules decided. */
  readonly failure: Failure | null;
  /** Milliseconds from the last byte of the request to the decision. */
  readonly durationMs: number;
  /** Age of the facts that the decision is based on, in milliseconds. */
  readonly factsAgeMs: number;
  /** Version of the facts; null if their source has no versions or the decision read no facts. */
  readonly factsVersion: string | null;
  /** Identifies the enforced rules and settings; equal for equal rules and settings. */
  readonly policyHash: Digest;
}

export interface AuditedFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly path: string;
  readonly message: string;
  /** Why the finding did not deny the write although its rule has level deny; otherwise absent. */
  readonly downgradedBy?: Downgrade;
}

export interface AuditedExemption {
  /** Name in the policy, or `break-glass`. */
  readonly name: string;
  /** Id of the exempted rule. */
  readonly rule: string;
  /** Reason in the policy, or the value of the break-glass annotation. */
  readonly reason: string;
  readonly ticket: string | null;
  /** RFC 3339 date or time; null if it does not expire. */
  readonly expires: string | null;
}
