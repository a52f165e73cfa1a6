import { policyDigest } from '../audit/policy-digest.ts';
import { recordText } from '../audit/record-text.ts';
import { admittedWrite, explainAdmitted } from './admitted.ts';
import { type AdmissionDecision, decideByFailure, noFindings } from './decision.ts';
import { decodePartialReview } from './decode/decode-partial-review.ts';
import { decodeReview } from './decode/decode-review.ts';
import { evaluateRequest, isExempt } from './evaluate.ts';
import type { ReviewEvaluator } from './evaluated-review.ts';
import type { AdmissionParts, AdmissionSettings, AdmittedWrite, Call, Reply } from './ports.ts';
import { type AdmissionRequest, guardedKindOf, isImageRequest, leavesSpecUnchanged } from './request.ts';
import { encodeResponse } from './response.ts';
import { toOneLine } from './shorten.ts';

/** A request and the decision for it. */
interface Decided {
  readonly request: AdmissionRequest;
  readonly decision: AdmissionDecision;
  /** The evaluation of the next write includes this one; undefined if the request changes nothing. */
  readonly admitted: AdmittedWrite | undefined;
}

/**
 * Handles one call, from the request bytes to the response text. Returns a promise only if the response waits
 * for the audit record; the promise settles before the deadline. Never throws or rejects: a failure becomes a
 * response with the uid of the request, according to the setting for that failure.
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
 * Like `handleReview`, for a request whose evaluation would block all others. Other writes can be admitted in
 * the meantime; an allowed write is then evaluated again with them.
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
    return respond(call, { request, decision, admitted }, startedMs, parts);
  }
}

/**
 * Limits reevaluation, because continuously admitted writes must not prevent the decision on a large write.
 */
const maxReevaluations = 2;

function toHttpError({ failure }: Call, problem: string): Reply {
  const body = `mirrorguard: ${toOneLine(problem)}\n`;
  // The API server shows the text of an HTTP error to its user only for status 500.
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
  evaluated: Decided,
  startedMs: number,
  parts: AdmissionParts,
): Reply | Promise<Reply> {
  const { request, admitted } = evaluated;
  const durationMs = parts.clock.monotonicMs() - startedMs;
  const makeRecordOf = recordMaker(call, request, durationMs, parts);
  // Encode in the same turn of the event loop as `record`, which consumes the id.
  const encode = encoder(call, request, parts);
  const encoded = encode(evaluated.decision);
  const reply = ({ decision, text }: Encoded): Reply => {
    count(call, evaluated, decision, durationMs, parts);
    return { status: 200, contentType: 'application/json', body: text };
  };
  const takeBack = admitted && encoded.decision === evaluated.decision && parts.facts.admit?.(admitted);
  const pending = parts.audit.record(makeRecordOf(encoded.decision), call.body.length);
  if (pending === undefined) return reply(encoded);
  return whenRecorded(call, { request, decision: encoded.decision }, pending.written, parts).then(
    (decision) => {
      if (decision === encoded.decision) return reply(encoded);
      pending.amend(makeRecordOf(decision));
      if (decision.verdict === 'deny' && takeBack) takeBack();
      return reply(encode(decision));
    },
  );
}

function decide(call: Call, request: AdmissionRequest, parts: AdmissionParts): Decided {
  try {
    const decision = evaluateInTime(call, request, parts);
    return { request, decision, admitted: admittedWrite(call.stage, request, decision) };
  } catch (error) {
    const decision = decideByError(call, request, error, parts);
    return { request, decision, admitted: admittedWrite(call.stage, request, decision) };
  }
}

function decideByError(
  call: Call,
  request: AdmissionRequest,
  error: unknown,
  { logger, settings }: AdmissionParts,
): AdmissionDecision {
  logger.error('Evaluation failed', { uid: request.uid, err: error });
  return decideByFailure('internal-error', onFailure(call, request, settings).onInternalError);
}

/** The response to a decision. */
interface Encoded {
  readonly decision: AdmissionDecision;
  readonly text: string;
}

/** Returns the function that encodes the response, which states the id of its audit record. */
function encoder(call: Call, request: AdmissionRequest, parts: AdmissionParts) {
  const recordId = parts.audit.nextId();
  const encode = (decision: AdmissionDecision): Encoded => ({
    decision,
    text: encodeResponse(call.stage, request, decision, { recordId, pageOf: parts.pageOf }),
  });
  return (decision: AdmissionDecision): Encoded => {
    try {
      return encode(decision);
    } catch (error) {
      return encode(decideByError(call, request, error, parts));
    }
  };
}

function evaluateInTime(
  call: Call,
  request: AdmissionRequest,
  { rules, settings, facts, clock, logger }: AdmissionParts,
): AdmissionDecision {
  const { stage, deadline } = call;
  const isLate = deadline?.isPast() === true && !leavesSpecUnchanged(request);
  const failure = call.failure ?? (isLate ? 'deadline' : undefined);
  if (failure !== undefined && !isExempt(request, settings.enforcement)) {
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
 * Returns the function that creates the record of a decision. The function must not throw, because the audit
 * log calls it later without error handling.
 */
function recordMaker(
  { stage, peer }: Call,
  request: AdmissionRequest,
  durationMs: number,
  parts: AdmissionParts,
) {
  const { clock, rules, settings, logger } = parts;
  const policyHash = policyDigest(rules, settings);
  const circumstances = { nowMs: clock.nowMs(), durationMs, policyHash, peer };
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
 * Waits until the record of a decision is on disk. At the deadline, or if the record cannot be written, the
 * settings decide.
 * @returns the decision to respond with; if it differs, the caller must amend the record
 */
async function whenRecorded(
  call: Call,
  { request, decision }: Pick<Decided, 'request' | 'decision'>,
  written: Promise<void>,
  { settings, logger }: AdmissionParts,
): Promise<AdmissionDecision> {
  const problem = await problemBefore(call.deadline, written);
  if (problem === undefined) return decision;
  logger.error('Audit record is not on disk', { uid: request.uid, ...problem });
  return decideUnrecorded(decision, problem.outcome, onFailure(call, request, settings));
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
 * The settings of the policy, otherwise the failurePolicy of the entry. Settings for mirror sets do not apply
 * to Image `cluster`, because a cluster must be able to change it while mirrorguard fails.
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

/**
 * A late record counts as a missed deadline, a lost one as an internal error. A denial stays a denial: it
 * stores nothing, and a full disk must not allow what the rules deny.
 */
function decideUnrecorded(
  decision: AdmissionDecision,
  outcome: RecordProblem['outcome'],
  { onDeadline, onInternalError }: FailureSettings,
): AdmissionDecision {
  if (decision.verdict === 'deny') return decision;
  const setting = outcome === 'late' ? onDeadline : onInternalError;
  return setting === 'deny'
    ? decideByFailure('unrecorded', 'deny')
    : { ...decision, failure: decision.failure ?? 'unrecorded' };
}

/** Counts the findings of the evaluation and the verdict of the response. */
function count(
  { stage }: Call,
  { request, decision: evaluated }: Decided,
  { verdict, failure }: AdmissionDecision,
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
