import { once } from '../domain/once.ts';
import type { Enforcement } from '../policy/enforcement.ts';
import type { AnyRule } from '../policy/rule.ts';
import type { Failure, Stage } from './audit-record.ts';
import { auditRecordText, decidedText } from './audit-record-text.ts';
import { decodeBeginning } from './decode/decode-beginning.ts';
import { decodeReview } from './decode/decode-review.ts';
import { encodeAnswer } from './encode.ts';
import { type Keeping, keptInTime } from './kept-in-time.ts';
import { policyDigest } from './policy-digest.ts';
import type { AuditSink, Clock, Deadline, DecisionMeter, FactSnapshot, FactSource, Logger } from './ports.ts';
import type { Recent } from './recent.ts';
import { type AnswerBasis, type Question, toQuestion } from './recent-answers.ts';
import type { AdmissionRequest } from './request.ts';
import { mirrorSetKindOf, type Ruling, ruleOn, ruleWithoutJudging } from './ruling.ts';
import { toOneLine } from './shorten.ts';
import { ruleUnrecorded } from './unrecorded.ts';

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
  /** What was decided a moment ago. Without it everything is judged anew. */
  readonly recent?: Recent;
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
  /** An answer after it is for nobody. Undefined where the caller sets none. */
  readonly deadline?: Deadline;
  /** The body had not arrived as a whole when the deadline was past; this is its beginning. */
  readonly isCutOff?: boolean;
}

/**
 * Answers one call, from the bytes of the request to the text of the answer. Gives a promise only where the audit sink asks to
 * be waited for, and settles it no later than the deadline. Never throws and never rejects: whatever breaks becomes an answer with the
 * request's uid, by the setting for that case.
 */
export function answer(call: Call, parts: AdmissionParts): Reply | Promise<Reply> {
  const { stage, body, deadline, isCutOff = false } = call;
  const startedMs = parts.clock.monotonicMs();
  const takeSnapshot = once(() => parts.facts.snapshot());
  const question = isCutOff || parts.recent === undefined || deadline?.isPast() ? undefined : toQuestion(stage, body);
  const known = question && recall(question, takeSnapshot, parts);
  if (known !== undefined) return deliver(call, known, startedMs, parts);

  const decoded = isCutOff ? decodeBeginning(body) : decodeReview(body);
  // Of all statuses the API server shows its user the text of 500 alone.
  const status = isCutOff ? 500 : 400;
  if (!decoded.ok) return { status, contentType: 'text/plain; charset=utf-8', body: `mirrorguard: ${toOneLine(decoded.problem)}\n` };
  const request = decoded.value;
  const judge = () => rule(stage, request, takeSnapshot, parts);
  const ruled = isCutOff ? outOfTime('unread', parts) : deadline?.isPast() ? outOfTime('deadline', parts) : judge();
  const decision = decisionOf(stage, request, ruled, parts);
  const { snapshot, ruling } = decision.ruled;
  if (question !== undefined && snapshot !== undefined)
    parts.recent?.answers.keep(question, basisOf(parts, snapshot), { ...decision, ruling });
  return deliver(call, decision, startedMs, parts);
}

/** What is to be answered, if nothing comes between. */
interface Decision {
  readonly request: AdmissionRequest;
  readonly ruled: Ruled;
  /** The answer of the ruling. */
  readonly text: string;
  /** Of the ruling, for its record. */
  readonly decided: () => string;
}

function decisionOf(stage: Stage, request: AdmissionRequest, ruled: Ruled, parts: AdmissionParts): Decision {
  const { ruling, text } = encode(stage, request, ruled.ruling, parts);
  // Made when it is first asked for, which is when the answer is on its way.
  return { request, ruled: { ...ruled, ruling }, text, decided: once(() => describe(stage, request, ruling, parts)) };
}

/** What the record says was decided; of a ruling that cannot be written, no more than the verdict. */
function describe(stage: Stage, request: AdmissionRequest, ruling: Ruling, { logger }: AdmissionParts): string {
  try {
    return decidedText(stage, request, ruling);
  } catch (error) {
    logger.error('record could not be written in full', { uid: request.uid, err: error });
    return decidedText(stage, request, ruleWithoutJudging('internal-error', ruling.verdict));
  }
}

function recall(question: Question, takeSnapshot: () => FactSnapshot, parts: AdmissionParts): Decision | undefined {
  try {
    const snapshot = takeSnapshot();
    const known = parts.recent?.answers.recall(question, basisOf(parts, snapshot));
    if (known === undefined) return undefined;
    const { ruling, ...answered } = known;
    return { ...answered, ruled: { ruling, snapshot } };
  } catch (error) {
    parts.logger.error('recent answers cannot be looked up', { uid: question.uid, err: error });
    return undefined;
  }
}

function basisOf({ rules, settings }: AdmissionParts, { facts }: FactSnapshot): AnswerBasis {
  return { rules, settings, facts };
}

/** Records the decision, and answers when it is kept. */
function deliver({ stage, deadline }: Call, decision: Decision, startedMs: number, parts: AdmissionParts): Reply | Promise<Reply> {
  const durationMs = parts.clock.monotonicMs() - startedMs;
  const send = ({ request, ruled: { ruling }, text }: Decision): Reply => {
    // Found as it was judged, and answered so, or as the settings want it where it is not on record.
    const { findings, repairs, exempted } = decision.ruled.ruling;
    const { verdict, failure } = ruling;
    const kind = mirrorSetKindOf(request) ?? 'other';
    parts.meter.count({ stage, kind, operation: request.operation, verdict, durationMs, findings, repairs, exempted, failure });
    return { status: 200, contentType: 'application/json', body: text };
  };
  const sendAs = (keeping: Keeping) =>
    send(keeping.outcome === 'kept' ? decision : withoutRecord(stage, decision, keeping, durationMs, parts));
  try {
    const recording = record(decision, durationMs, parts);
    return recording === undefined ? send(decision) : keptInTime(recording, deadline).then(sendAs);
  } catch (error) {
    return sendAs({ outcome: 'lost', error });
  }
}

interface Ruled {
  readonly ruling: Ruling;
  readonly snapshot: FactSnapshot | undefined;
}

function outOfTime(failure: Extract<Failure, 'deadline' | 'unread'>, { settings, logger }: AdmissionParts): Ruled {
  logger.warn('request answered without judging: its deadline had passed', { failure });
  return { ruling: ruleWithoutJudging(failure, verdictOf(settings.onDeadline)), snapshot: undefined };
}

function rule(
  stage: Stage,
  request: AdmissionRequest,
  takeSnapshot: () => FactSnapshot,
  { rules, settings, recent, clock, logger }: AdmissionParts,
): Ruled {
  try {
    const snapshot = takeSnapshot();
    const { enforcement, mutations } = settings;
    const standing = { rules, enforcement, mutations, facts: snapshot.facts, nowMs: clock.nowMs(), recent: recent?.rulings };
    return { ruling: ruleOn(stage, request, standing), snapshot };
  } catch (error) {
    logger.error('request could not be judged', { uid: request.uid, err: error });
    return { ruling: ruleWithoutJudging('internal-error', verdictOf(settings.onInternalError)), snapshot: undefined };
  }
}

function record(
  { request: { uid }, ruled: { snapshot }, decided }: Decision,
  durationMs: number,
  { audit, clock, rules, settings }: AdmissionParts,
): void | Promise<void> {
  const nowMs = clock.nowMs();
  const factsAgeMs = snapshot === undefined ? 0 : nowMs - snapshot.takenAtMs;
  const factsVersion = snapshot?.version ?? null;
  const policyHash = policyDigest(rules, settings);
  return audit.record(() => auditRecordText(uid, decided(), { nowMs, durationMs, factsAgeMs, factsVersion, policyHash }));
}

/** The answer of a ruling, or that of the setting for faults where it cannot be written. */
function encode(
  stage: Stage,
  request: AdmissionRequest,
  ruling: Ruling,
  { settings, logger }: AdmissionParts,
): { readonly ruling: Ruling; readonly text: string } {
  try {
    return { ruling, text: encodeAnswer(stage, request, ruling) };
  } catch (error) {
    logger.error('answer could not be written', { uid: request.uid, err: error });
    const fault = ruleWithoutJudging('internal-error', verdictOf(settings.onInternalError));
    return { ruling: fault, text: encodeAnswer(stage, request, fault) };
  }
}

/** What is answered in place of a decision that is not on record; the log is told where that is another one. */
function withoutRecord(stage: Stage, decision: Decision, keeping: Keeping, durationMs: number, parts: AdmissionParts): Decision {
  const { request, ruled } = decision;
  const { settings, logger } = parts;
  const err = keeping.outcome === 'lost' ? { err: keeping.error } : {};
  logger.error('decision is not on record', { uid: request.uid, outcome: keeping.outcome, ...err });
  const answered = decisionOf(stage, request, { ...ruled, ruling: ruleUnrecorded(ruled.ruling, keeping, settings) }, parts);
  // The record that is pending tells of another verdict: behind it stands the one that was answered.
  if (keeping.outcome === 'pending' && answered.ruled.ruling.verdict !== ruled.ruling.verdict)
    void recordLater(answered, durationMs, parts);
  return answered;
}

async function recordLater(...args: Parameters<typeof record>): Promise<void> {
  try {
    await record(...args);
  } catch (error) {
    const [{ request }, , { logger }] = args;
    logger.error('decision is not on record', { uid: request.uid, outcome: 'lost', err: error });
  }
}

function verdictOf(unjudged: Unjudged): 'allow' | 'deny' {
  return unjudged === 'deny' ? 'deny' : 'allow';
}
