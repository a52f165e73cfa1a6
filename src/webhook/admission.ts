import type { Failure, Stage } from '../audit/audit-record.ts';
import { once } from '../model/once.ts';
import type { Call, Reply } from './call.ts';
import { type Decision, decisionOf, type Ruled, verdictOf } from './decision.ts';
import { decodeBeginning } from './decode/decode-beginning.ts';
import { decodeReview } from './decode/decode-review.ts';
import { deliver } from './deliver.ts';
import type { AdmissionParts } from './parts.ts';
import type { FactSnapshot } from './ports.ts';
import { type AnswerBasis, type Question, toQuestion } from './recent-answers.ts';
import type { AdmissionRequest } from './request.ts';
import { ruleOn, ruleWithoutJudging } from './ruling.ts';
import { toOneLine } from './shorten.ts';

/**
 * Answers one call, from the bytes of the request to the text of the answer. Gives a promise only where the audit sink asks to
 * be waited for, and settles it no later than the deadline. Never throws and never rejects: whatever breaks becomes an answer with the
 * request's uid, by the setting for that case.
 */
export function answer(call: Call, parts: AdmissionParts): Reply | Promise<Reply> {
  const { stage, body, deadline, isCutOff = false } = call;
  const startedMs = parts.clock.monotonicMs();
  const takeSnapshot = once(() => parts.facts.snapshot());
  const question =
    isCutOff || parts.recent === undefined || deadline?.isPast() ? undefined : toQuestion(stage, body);
  const known = question && recall(question, takeSnapshot, parts);
  if (known !== undefined) return deliver(call, known, startedMs, parts);

  const decoded = isCutOff ? decodeBeginning(body) : decodeReview(body);
  // Of all statuses the API server shows its user the text of 500 alone.
  const status = isCutOff ? 500 : 400;
  if (!decoded.ok)
    return {
      status,
      contentType: 'text/plain; charset=utf-8',
      body: `mirrorguard: ${toOneLine(decoded.problem)}\n`,
    };
  const request = decoded.value;
  const judge = () => rule(stage, request, takeSnapshot, parts);
  const ruled = isCutOff
    ? outOfTime('unread', parts)
    : deadline?.isPast()
      ? outOfTime('deadline', parts)
      : judge();
  const decision = decisionOf(stage, request, ruled, parts);
  const { snapshot } = decision;
  if (question !== undefined && snapshot !== undefined)
    parts.recent?.answers.keep(question, basisOf(parts, snapshot), decision);
  return deliver(call, decision, startedMs, parts);
}

function recall(
  question: Question,
  takeSnapshot: () => FactSnapshot,
  parts: AdmissionParts,
): Decision | undefined {
  try {
    const snapshot = takeSnapshot();
    const known = parts.recent?.answers.recall(question, basisOf(parts, snapshot));
    return known && { ...known, snapshot };
  } catch (error) {
    parts.logger.error('recent answers cannot be looked up', { uid: question.uid, err: error });
    return undefined;
  }
}

function basisOf({ rules, settings }: AdmissionParts, { facts }: FactSnapshot): AnswerBasis {
  return { rules, settings, facts };
}

function outOfTime(
  failure: Extract<Failure, 'deadline' | 'unread'>,
  { settings, logger }: AdmissionParts,
): Ruled {
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
    const standing = {
      rules,
      enforcement,
      mutations,
      facts: snapshot.facts,
      nowMs: clock.nowMs(),
      recent: recent?.rulings,
    };
    return { ruling: ruleOn(stage, request, standing), snapshot };
  } catch (error) {
    logger.error('request could not be judged', { uid: request.uid, err: error });
    return {
      ruling: ruleWithoutJudging('internal-error', verdictOf(settings.onInternalError)),
      snapshot: undefined,
    };
  }
}
