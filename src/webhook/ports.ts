/** What the pipeline asks of the world. Adapters implement these; `main/` hands them in. */

import type { Failure, Stage, Verdict } from '../audit/audit-record.ts';
import type { FactSheet } from '../model/facts.ts';
import type { MirrorSetKind } from '../model/mirror-set.ts';
import type { Exempted } from '../policy/spare.ts';
import type { Severity } from '../rules/rule.ts';
import type { AdmissionOperation } from './request.ts';

/** Immutable facts and when they were true. */
export interface FactSnapshot {
  readonly facts: FactSheet;
  /** Wall clock, milliseconds since 1970. */
  readonly takenAtMs: number;
  /** Names this state of the facts, where their source counts versions; put into the audit record. */
  readonly version?: string;
}

/** Must be cheap: it is asked once in every request. */
export interface FactSource {
  snapshot(): FactSnapshot;
}

/**
 * Where decisions are recorded. A sink that gives back a promise makes the answer wait for it: nothing is decided that is not
 * on record. It rejects with `RecordPending` where that takes longer, with anything else where the record is lost. One that gives
 * back nothing has taken the record, and makes and writes it in its own time: the answer goes first.
 */
export interface AuditSink {
  /** @param make called once; never throws; gives the JSON of an `AuditRecord`. Digests of large objects can take longer than judging them. */
  record(make: () => string): void | Promise<void>;
  /** Everything taken is written when the promise resolves. */
  close(): Promise<void>;
}

/** By when an answer has to be on its way. */
export interface Deadline {
  isPast(): boolean;
  /** Calls back once when it is past, at once included; what is given back calls that off. */
  whenPast(callback: () => void): () => void;
}

export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  nowMs(): number;
  /** For durations: never goes backwards; only differences mean anything. */
  monotonicMs(): number;
}

type LogFields = Readonly<Record<string, unknown>>;

/** Constant message, variable fields. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** One decision as metrics see it: values of closed sets and numbers, no names. */
export interface DecisionSample {
  readonly stage: Stage;
  readonly kind: MirrorSetKind | 'other';
  readonly operation: AdmissionOperation;
  readonly verdict: Verdict;
  readonly durationMs: number;
  readonly findings: readonly { readonly rule: string; readonly severity: Severity }[];
  readonly repairs: readonly { readonly mutation: string }[];
  /** Absent where none was looked for. */
  readonly exempted?: Exempted | undefined;
  /** Why it was answered by the setting for that case; absent where it was answered as judged. */
  readonly failure?: Failure | undefined;
}

export interface DecisionMeter {
  count(sample: DecisionSample): void;
}
