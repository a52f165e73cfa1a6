/** The interfaces of admission to other components. Adapters implement them; `main/` passes them in. */

import type { RecordId } from '../audit/audit-chain.ts';
import type { JsonObject } from '../model/json.ts';
import type { Exempted } from '../policy/downgrade.ts';
import type { Enforcement } from '../policy/enforcement.ts';
import type { ObjectName, Severity } from '../rules/finding.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { GuardedKind } from '../rules/subject.ts';
import type { FactSnapshot, Failure, FindingCount, Stage, Verdict } from './decision.ts';
import type { PageOf } from './denial-status.ts';
import type { AdmissionOperation } from './request.ts';

/** The effect of a failed webhook entry on the write. */
export type FailurePolicy = 'Fail' | 'Ignore';

/** One HTTP call of the API server. */
export interface Call {
  readonly stage: Stage;
  /**
   * The failurePolicy of the called webhook entry. Default: Fail, which never allows what the rules would
   * deny.
   */
  readonly failurePolicy?: FailurePolicy;
  readonly body: Uint8Array;
  /** The time after which the API server ignores the response. Undefined if the caller sets none. */
  readonly deadline?: Deadline;
  /** Why the body is not evaluated. Only its beginning is read, and it may be incomplete. */
  readonly failure?: Exclude<Failure, 'unrecorded'>;
  /** Absent if the caller is unknown. */
  readonly peer?: Peer;
}

/** The client of a call. Only a verified certificate proves that it is the API server. */
export interface Peer {
  /** The IP address. */
  readonly address: string;
  /** Common name of its verified certificate; null without one. */
  readonly certificate: string | null;
}

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AdmissionParts {
  readonly rules: readonly AnyRule[];
  /** Returns the documentation page that a denial links to. */
  readonly pageOf?: PageOf;
  readonly settings: AdmissionSettings;
  readonly facts: FactSource;
  readonly audit: AuditSink;
  readonly meter: DecisionMeter;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface AdmissionSettings {
  readonly enforcement: Enforcement;
  /** Ids of the enabled mutations. */
  readonly mutations: ReadonlySet<string>;
  /**
   * For requests that cannot be decided before the deadline: `warn` allows them with a warning. Undefined:
   * the failurePolicy of the call applies.
   */
  readonly onDeadline?: 'warn' | 'deny' | undefined;
  /**
   * For requests that cannot be decided because of an internal error. Undefined: the failurePolicy of the
   * call applies.
   */
  readonly onInternalError?: 'warn' | 'deny' | undefined;
}

export interface FactSource {
  /** Called once per request, so it must be cheap. */
  snapshot(): FactSnapshot;
  /**
   * Adds an admitted write to snapshots until the source contains it, for at most some seconds.
   * @returns a function that removes the write
   */
  admit?(write: AdmittedWrite): () => void;
}

export interface AdmittedWrite extends ObjectName {
  readonly kind: GuardedKind;
  /** Undefined for a deletion. */
  readonly object: JsonObject | undefined;
  readonly stored: JsonObject | undefined;
}

export interface AuditSink {
  /** The id of the next record, for the response; undefined if records have no id. */
  nextId(): RecordId | undefined;
  /**
   * @param make returns the JSON of an `AuditRecord`; never throws. Digests of large objects can take longer
   * than their evaluation.
   * @param bytes the size of the request, which `make` keeps in memory
   * @returns undefined if responses do not wait for records; `make` is then called later
   */
  record(make: () => string, bytes: number): PendingRecord | undefined;
  /** Resolves when every accepted record is written. */
  close(): Promise<void>;
}

/** A record that is not on disk yet. */
export interface PendingRecord {
  /** Resolves when the record is on disk; rejects if it cannot be written. */
  readonly written: Promise<void>;
  /** Replaces the record, because the response had to be sent before the record was on disk. */
  amend(make: () => string): void;
}

/** Whether a client may read metrics and the reasons of readiness checks. */
export type AccessReview =
  | { readonly outcome: 'allowed' }
  /** The token is invalid. */
  | { readonly outcome: 'unauthenticated' }
  | { readonly outcome: 'forbidden'; readonly user: string };

/** The time by which a response must be sent. */
export interface Deadline {
  isPast(): boolean;
  /**
   * Calls back once; immediately if the deadline has passed. @returns a function that cancels the callback
   */
  whenPast(callback: () => void): () => void;
}

export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  nowMs(): number;
  /** Monotonic clock for durations: only differences are meaningful. */
  monotonicMs(): number;
}

type LogFields = Readonly<Record<string, unknown>>;

/** Messages are constant text; values go into fields. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/**
 * One decision as counted by metrics: values of closed sets and numbers, without names of objects or users.
 */
export interface DecisionSample {
  readonly stage: Stage;
  readonly kind: GuardedKind | 'other';
  readonly operation: AdmissionOperation;
  readonly verdict: Verdict;
  readonly durationMs: number;
  readonly findings: readonly { readonly rule: string; readonly severity: Severity }[];
  /** Findings that are only counted; absent if there are none. */
  readonly omitted?: readonly FindingCount[];
  readonly mutations: readonly { readonly mutation: string }[];
  /** Absent if no exemption was needed. */
  readonly exempted?: Exempted | undefined;
  /** The failure whose configured setting decided. */
  readonly failure?: Failure | undefined;
}

export interface DecisionMeter {
  count(sample: DecisionSample): void;
}
