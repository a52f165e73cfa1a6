import type { ClusterFacts } from '../model/facts.ts';
import type { Exempted } from '../policy/downgrade.ts';
import type { Finding } from '../policy/finding.ts';
import type { ObjectName } from '../rules/finding.ts';
import type { AppliedMutation, PatchOperation } from '../rules/mutations/index.ts';
import { shorten } from './shorten.ts';

/** The called webhook; the mutating webhook runs before the validating one. */
export type Stage = 'mutate' | 'validate';

/**
 * `ignore`: allowed without evaluation, because the request writes no object of a guarded kind or its
 * requester is exempt.
 */
export type Verdict = 'allow' | 'deny' | 'ignore';

/**
 * - `deadline`: the deadline passed before the request was evaluated.
 * - `overload`: more requests arrived than could be evaluated. The objects and `dryRun` are unknown.
 * - `unread`: the request body did not arrive before the deadline. Its objects and `dryRun` are unknown.
 * - `unrecorded`: the request was evaluated, but its audit record was not on disk before the deadline.
 * - `internal-error`: mirrorguard failed.
 */
export type Failure = 'deadline' | 'overload' | 'unread' | 'unrecorded' | 'internal-error';

/** Immutable facts and the time of their last update. */
export interface FactSnapshot {
  readonly facts: ClusterFacts;
  /** Wall clock, milliseconds since 1970. */
  readonly takenAtMs: number;
  /** Identifies this state of the facts if their source has versions; part of the audit record. */
  readonly version?: string;
  /** Objects whose last write was admitted but may not be stored yet. */
  readonly admitted?: readonly ObjectName[] | undefined;
}

/** Findings that a decision only counts. */
export interface FindingCount {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly count: number;
}

/** The decision on one request. The response, the audit record and the metrics are derived from it. */
export interface AdmissionDecision {
  readonly verdict: Verdict;
  /** Most severe first; at most `maxFindings`. */
  readonly findings: readonly Finding[];
  /** The other findings; absent if there are none. */
  readonly omitted?: readonly FindingCount[];
  /** Empty unless the write is allowed. */
  readonly mutations: readonly AppliedMutation[];
  readonly patch: readonly PatchOperation[];
  /** Ids of rules with a missing fact or an error. */
  readonly notEvaluated: readonly string[];
  /** Absent if no exemption was needed. */
  readonly exempted?: Exempted;
  /** The cluster state that the decision is based on; absent without evaluation. */
  readonly snapshot?: FactSnapshot;
  /** The failure whose configured setting decided; absent if the rules did. */
  readonly failure?: Failure;
}

export const noFindings = { findings: [], mutations: [], patch: [], notEvaluated: [] } as const;

/**
 * A limit, because some rules report each of thousands of entries, and no response or record lists that many.
 */
const maxFindings = 2000;
/** Longer than any message in a response or record. */
const maxMessageLength = 2000;

/** Limits the size of a decision, because records and threads keep or copy it. */
export function boundFindings(findings: readonly Finding[]): Pick<AdmissionDecision, 'findings' | 'omitted'> {
  const kept = findings.slice(0, maxFindings).map(boundMessage);
  if (findings.length <= maxFindings) return { findings: kept };
  const others = Map.groupBy(findings.slice(maxFindings), ({ rule, severity }) => `${rule} ${severity}`);
  const omitted = [...others.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ rule: first.rule, severity: first.severity, count: more.length + 1 }],
  );
  return { findings: kept, omitted };
}

function boundMessage(finding: Finding): Finding {
  const { message } = finding;
  return message.length <= maxMessageLength
    ? finding
    : { ...finding, message: shorten(message, maxMessageLength) };
}

/** The number of omitted findings of one severity, or of all. */
export function countOmitted(
  { omitted = [] }: Pick<AdmissionDecision, 'omitted'>,
  severity?: Finding['severity'],
): number {
  const counted = severity === undefined ? omitted : omitted.filter((each) => each.severity === severity);
  return counted.reduce((sum, { count }) => sum + count, 0);
}

export const allowed: AdmissionDecision = { verdict: 'allow', ...noFindings };

export const ignored: AdmissionDecision = { verdict: 'ignore', ...noFindings };

/** The decision without evaluation, according to the setting for the failure. */
export function decideByFailure(failure: Failure, setting: 'warn' | 'deny'): AdmissionDecision {
  return { verdict: setting === 'deny' ? 'deny' : 'allow', ...noFindings, failure };
}
