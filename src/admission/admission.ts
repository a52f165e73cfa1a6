import type { Enforcement } from '../policy/enforcement.ts';
import type { AnyRule } from '../policy/rule.ts';
import type { Stage } from './audit-record.ts';
import { decodeReview } from './decode/decode-review.ts';
import { encodeAnswer } from './encode.ts';
import { policyDigest } from './policy-digest.ts';
import type { AuditSink, Clock, DecisionMeter, FactSnapshot, FactSource, Logger } from './ports.ts';
import type { RecentRulings } from './recent-rulings.ts';
import type { AdmissionRequest } from './request.ts';
import { mirrorSetKindOf, type Ruling, ruleOn, ruleWithoutJudging } from './ruling.ts';
import { toOneLine } from './shorten.ts';
import { toAuditRecord } from './to-audit-record.ts';

/** What becomes of a write that could not be judged: told to the user and let through, or refused. */
export type Unjudged = 'warn' | 'deny';

export interface AdmissionSettings {
  readonly enforcement: Enforcement;
  /** Ids of the mutations that are made. */
  readonly mutations: ReadonlySet<string>;
  /** When the answer would come too late for the API server. */
  readonly onDeadline: Unjudged;
  /** When mirrorguard itself fails. */
  readonly onInternalError: Unjudged;
}

export interface AdmissionParts {
  readonly rules: readonly AnyRule[];
  readonly settings: AdmissionSettings;
  readonly facts: FactSource;
  readonly recent?: RecentRulings;
  readonly audit: AuditSink;
  readonly meter: DecisionMeter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** One call of the API server. */
export interface Call {
  readonly stage: Stage;
  readonly body: Uint8Array;
  /** On the monotonic clock; an answer after it is for nobody. Undefined where the caller sets none. */
  readonly deadlineMs?: number;
}

/**
 * Answers one call, from the bytes of the request to the text of the answer. Gives a promise only where the audit sink asks to
 * be waited for. Never throws and never rejects: whatever breaks becomes an answer with the request's uid, by the setting for that case.
 */
export function answer({ stage, body, deadlineMs }: Call, parts: AdmissionParts): Reply | Promise<Reply> {
  const { clock } = parts;
  const startedMs = clock.monotonicMs();
  const decoded = decodeReview(body);
  if (!decoded.ok) return { status: 400, contentType: 'text/plain; charset=utf-8', body: `mirrorguard: ${toOneLine(decoded.problem)}\n` };
  const request = decoded.value;

  const isLate = () => deadlineMs !== undefined && clock.monotonicMs() >= deadlineMs;
  const ruled = isLate() ? tooLate(parts) : rule(stage, request, parts);
  const send = () => reply(stage, request, ruled.ruling, parts);
  const sendUnrecorded = (error: unknown) => reply(stage, request, withoutRecord(request, ruled.ruling, error, parts), parts);
  try {
    const recorded = record(stage, request, ruled, startedMs, parts);
    return recorded === undefined ? send() : recorded.then(send, sendUnrecorded);
  } catch (error) {
    return sendUnrecorded(error);
  }
}

interface Ruled {
  readonly ruling: Ruling;
  readonly snapshot: FactSnapshot | undefined;
}

function tooLate({ settings, logger }: AdmissionParts): Ruled {
  logger.warn('request answered without judging: its deadline had passed');
  return { ruling: ruleWithoutJudging('deadline', verdictOf(settings.onDeadline)), snapshot: undefined };
}

function rule(stage: Stage, request: AdmissionRequest, { rules, settings, facts, recent, clock, logger }: AdmissionParts): Ruled {
  try {
    const snapshot = facts.snapshot();
    const { enforcement, mutations } = settings;
    const standing = { rules, enforcement, mutations, facts: snapshot.facts, nowMs: clock.nowMs(), recent };
    return { ruling: ruleOn(stage, request, standing), snapshot };
  } catch (error) {
    logger.error('request could not be judged', { uid: request.uid, err: error });
    return { ruling: ruleWithoutJudging('internal-error', verdictOf(settings.onInternalError)), snapshot: undefined };
  }
}

function record(
  stage: Stage,
  request: AdmissionRequest,
  { ruling, snapshot }: Ruled,
  startedMs: number,
  { audit, meter, clock, rules, settings }: AdmissionParts,
): void | Promise<void> {
  const nowMs = clock.nowMs();
  const durationMs = clock.monotonicMs() - startedMs;
  const { verdict, findings, repairs, exempted } = ruling;
  const kind = mirrorSetKindOf(request) ?? 'other';
  meter.count({ stage, kind, operation: request.operation, verdict, durationMs, findings, repairs, exempted });
  const factsAgeMs = snapshot === undefined ? 0 : nowMs - snapshot.takenAtMs;
  const factsVersion = snapshot?.version ?? null;
  const policyHash = policyDigest(rules, settings);
  return audit.record(toAuditRecord(stage, request, ruling, { nowMs, durationMs, factsAgeMs, factsVersion, policyHash }));
}

function reply(stage: Stage, request: AdmissionRequest, ruling: Ruling, { settings, logger }: AdmissionParts): Reply {
  const encoded = (given: Ruling) => ({ status: 200, contentType: 'application/json', body: encodeAnswer(stage, request, given) });
  try {
    return encoded(ruling);
  } catch (error) {
    logger.error('answer could not be written', { uid: request.uid, err: error });
    return encoded(ruleWithoutJudging('internal-error', verdictOf(settings.onInternalError)));
  }
}

/**
 * The decision may not be on record. A refusal stands all the same: nothing is stored by it, and a disk that somebody has filled
 * must not open the door. Anything else is answered by the setting for faults of our own.
 */
function withoutRecord(request: AdmissionRequest, ruling: Ruling, error: unknown, { settings, logger }: AdmissionParts): Ruling {
  logger.error('decision could not be recorded', { uid: request.uid, err: error });
  return ruling.verdict === 'deny' ? ruling : ruleWithoutJudging('internal-error', verdictOf(settings.onInternalError));
}

function verdictOf(unjudged: Unjudged): 'allow' | 'deny' {
  return unjudged === 'deny' ? 'deny' : 'allow';
}
