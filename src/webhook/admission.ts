import { policyDigest } from '../audit/policy-digest.ts';
import { recordText } from '../audit/record-text.ts';
import { admittedWrite, explainAdmitted } from './admitted.ts';
import { type AdmissionDecision, decideByFailure, noFindings } from './decision.ts';
import { decodePartialReview } from './decode/decode-partial-review.ts';
import { decodeReview } from './decode/decode-review.ts';
import { evaluateRequest } from './evaluate.ts';
import type { ReviewEvaluator } from './evaluated-review.ts';
import type {
  AdmissionParts,
  AdmissionSettings,
  AdmittedWrite,
  Call,
  PendingRecord,
  Reply,
} from './ports.ts';
import { type AdmissionRequest, guardedKindOf, isImageRequest, leavesSpecUnchanged } from './request.ts';
import { encodeResponse } from './response.ts';
import { toOneLine } from './shorten.ts';

/** A request, the decision on it and the text of the response. */
interface Decided {
  readonly request: AdmissionRequest;
  readonly decision: AdmissionDecision;
  readonly text: string;
  /** The next write is evaluated in the state that this one leaves; undefined if it changes nothing. */
  readonly admitted: AdmittedWrite | undefined;
}

/**
 * Handles one call, from the bytes of the request to the text of the response. Returns a promise only if
 * the response waits for the audit record; it settles before the deadline. Never throws or rejects: a
 * failure becomes a response with the request's uid, by the setting for that failure.
 */
export function handleReview(call: Call, parts: AdmissionParts): Reply | Promise<Reply> {
  const startedMs = parts.clock.monotonicMs();
  const decoded = call.failure === undefined ? decodeReview(call.body) : decodePartialReview(call.body);
  if (call.failure === 'overload' && !(decoded.ok && isAllowedIn(call, decoded.value, parts.settings)))
    return overloaded;
  if (!decoded.ok) return toHttpError(call, decoded.problem);
  return respond(call, decide(call, decoded.value, parts), startedMs, parts);
}

/**
 * As `handleReview`, for a request whose evaluation would hold up all others. Writes can be admitted
 * meanwhile; an allowed write is then evaluated again with them.
 */
export async function handleLargeReview(
  call: Call,
  parts: AdmissionParts,
  evaluator: ReviewEvaluator,
): Promise<Reply> {
  const { facts, settings, clock } = parts;
  const startedMs = clock.monotonicMs();
  const { enforcement, mutations } = settings;
  for (let left = maxReevaluations; ; left--) {
    const snapshot = facts.snapshot();
    const context = { enforcement, mutations, facts: snapshot.facts, nowMs: clock.nowMs() };
    const review = await evaluator.evaluate(call, context);
    if (review.outcome === 'failed') return handleReview({ ...call, failure: review.failure }, parts);
    if (review.outcome === 'malformed') return toHttpError(call, review.problem);
    const { request, admitted } = review;
    const isCurrent = admitted === undefined || facts.snapshot().facts === snapshot.facts;
    if (!isCurrent && left > 0) continue;
    const decision = { ...explainAdmitted(review.decision, snapshot), snapshot };
    const text = encodeResponse(call.stage, request, decision);
    return respond(call, { request, decision, text, admitted }, startedMs, parts);
  }
}

/** Writes that are admitted without pause must not keep a large write from being decided. */
const maxReevaluations = 2;

function toHttpError({ failure }: Call, problem: string): Reply {
  const body = `mirrorguard: ${toOneLine(problem)}\n`;
  // The API server shows its user the text of an HTTP error for status 500 only.
  return { status: failure === undefined ? 400 : 500, contentType: 'text/plain; charset=utf-8', body };
}

/** The API server retries the request within its timeout, possibly on another replica. */
const overloaded: Reply = {
  status: 503,
  contentType: 'text/plain; charset=utf-8',
  body: 'mirrorguard: too many requests; retry\n',
  headers: { 'Retry-After': '1' },
};

function isAllowedIn(call: Call, request: AdmissionRequest, settings: AdmissionSettings): boolean {
  return onFailure(call, request, settings).onDeadline === 'warn';
}

function respond(
  call: Call,
  decided: Decided,
  startedMs: number,
  parts: AdmissionParts,
): Reply | Promise<Reply> {
  const durationMs = parts.clock.monotonicMs() - startedMs;
  const makeRecordOf = recordMaker(call, decided.request, durationMs, parts);
  const reply = (sent: Decided): Reply => {
    count(call, decided.decision, sent, durationMs, parts);
    return { status: 200, contentType: 'application/json', body: sent.text };
  };
  const takeBack = decided.admitted && parts.facts.admit?.(decided.admitted);
  const pending = parts.audit.record(makeRecordOf(decided.decision));
  if (pending === undefined) return reply(decided);
  return whenRecorded(call, decided, pending, makeRecordOf, parts).then((sent) => {
    if (sent.decision.verdict === 'deny') takeBack?.();
    return reply(sent);
  });
}

function decide(call: Call, request: AdmissionRequest, parts: AdmissionParts): Decided {
  const { stage } = call;
  try {
    const decision = evaluateInTime(call, request, parts);
    const admitted = admittedWrite(stage, request, decision);
    return { request, decision, text: encodeResponse(stage, request, decision), admitted };
  } catch (error) {
    parts.logger.error('Evaluation failed', { uid: request.uid, err: error });
    const decision = decideByFailure(
      'internal-error',
      onFailure(call, request, parts.settings).onInternalError,
    );
    const admitted = admittedWrite(stage, request, decision);
    return { request, decision, text: encodeResponse(stage, request, decision), admitted };
  }
}

function evaluateInTime(
  call: Call,
  request: AdmissionRequest,
  { rules, settings, facts, clock, logger }: AdmissionParts,
): AdmissionDecision {
  const { stage, deadline } = call;
  const isLate = deadline?.isPast() === true && !leavesSpecUnchanged(request);
  const failure = call.failure ?? (isLate ? 'deadline' : undefined);
  if (failure !== undefined) {
    logger.warn('Skipped evaluation', { uid: request.uid, failure });
    const { onDeadline, onInternalError } = onFailure(call, request, settings);
    return decideByFailure(failure, failure === 'internal-error' ? onInternalError : onDeadline);
  }
  const snapshot = facts.snapshot();
  const { enforcement, mutations } = settings;
  const context = { rules, enforcement, mutations, facts: snapshot.facts, nowMs: clock.nowMs() };
  return { ...explainAdmitted(evaluateRequest(stage, request, context), snapshot), snapshot };
}

/**
 * Returns the function that makes the record of a decision. It never throws: the audit log calls it
 * later, where nothing catches.
 */
function recordMaker({ stage }: Call, request: AdmissionRequest, durationMs: number, parts: AdmissionParts) {
  const { clock, rules, settings, logger } = parts;
  const circumstances = { nowMs: clock.nowMs(), durationMs, policyHash: policyDigest(rules, settings) };
  return (decision: AdmissionDecision) => (): string => {
    try {
      return recordText(stage, request, decision, circumstances);
    } catch (error) {
      logger.error('Audit record is incomplete', { uid: request.uid, err: error });
      const { object, oldObject, ...withoutObjects } = request;
      const verdictOnly = { ...noFindings, verdict: decision.verdict, failure: 'internal-error' } as const;
      return recordText(
        stage,
        { ...withoutObjects, object: null, oldObject: null },
        verdictOnly,
        circumstances,
      );
    }
  };
}

/**
 * Holds the response until its record is on disk. At the deadline, or if the record cannot be written,
 * the response follows the settings, and the record that is not on disk yet is amended: it states the
 * decision of the response, and is the only one.
 */
async function whenRecorded(
  call: Call,
  decided: Decided,
  { written, amend }: PendingRecord,
  makeRecordOf: (decision: AdmissionDecision) => () => string,
  { settings, logger }: AdmissionParts,
): Promise<Decided> {
  const { stage, deadline } = call;
  const problem = await problemBefore(deadline, written);
  if (problem === undefined) return decided;
  const { request } = decided;
  logger.error('Audit record is not on disk', { uid: request.uid, ...problem });
  const decision = decideUnrecorded(decided.decision, problem.outcome, onFailure(call, request, settings));
  if (decision !== decided.decision) amend(makeRecordOf(decision));
  return { ...decided, decision, text: encodeResponse(stage, request, decision) };
}

/** `late`: the record is not on disk at the deadline. `lost`: it cannot be written. */
type RecordProblem = { readonly outcome: 'late' } | { readonly outcome: 'lost'; readonly err: unknown };

function problemBefore(
  deadline: Call['deadline'],
  written: Promise<void>,
): Promise<RecordProblem | undefined> {
  return new Promise((resolve) => {
    const cancel = deadline?.whenPast(() => resolve({ outcome: 'late' }));
    const settle = (problem?: RecordProblem) => {
      cancel?.();
      resolve(problem);
    };
    written.then(
      () => settle(),
      (err: unknown) => settle({ outcome: 'lost', err }),
    );
  });
}

interface FailureSettings {
  readonly onDeadline: 'warn' | 'deny';
  readonly onInternalError: 'warn' | 'deny';
}

/**
 * The settings of the policy, or else the failurePolicy of the entry. Settings for mirror sets do not apply
 * to Image `cluster`: a cluster must be able to change it while mirrorguard fails.
 */
function onFailure(
  { failurePolicy }: Call,
  request: AdmissionRequest,
  { enforcement, onDeadline, onInternalError }: AdmissionSettings,
): FailureSettings {
  const byEntry = failurePolicy === 'Ignore' || enforcement.isAdvisory === true ? 'warn' : 'deny';
  return isImageRequest(request)
    ? { onDeadline: byEntry, onInternalError: byEntry }
    : { onDeadline: onDeadline ?? byEntry, onInternalError: onInternalError ?? byEntry };
}

/** A denial stays a denial: it stores nothing, and a full disk must not allow what the rules deny. */
function decideUnrecorded(
  decision: AdmissionDecision,
  outcome: RecordProblem['outcome'],
  { onDeadline, onInternalError }: FailureSettings,
): AdmissionDecision {
  if (decision.verdict === 'deny') return decision;
  const isDenied = onInternalError === 'deny' || (outcome === 'late' && onDeadline === 'deny');
  return isDenied
    ? decideByFailure('unrecorded', 'deny')
    : { ...decision, failure: decision.failure ?? 'unrecorded' };
}

/** Counts the findings of the evaluation with the verdict of the response. */
function count(
  { stage }: Call,
  evaluated: AdmissionDecision,
  { request, decision: { verdict, failure } }: Decided,
  durationMs: number,
  { meter }: AdmissionParts,
): void {
  const { findings, omitted = [], mutations, exempted } = evaluated;
  const kind = guardedKindOf(request) ?? 'other';
  const { operation } = request;
  meter.count({
    stage,
    kind,
    operation,
    verdict,
    durationMs,
    findings,
    omitted,
    mutations,
    exempted,
    failure,
  });
}
