import type { FactSheet } from '../model/facts.ts';
import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../model/json.ts';
import { isMirrorSetKind } from '../model/mirror-set.ts';
import type { Enforcement } from '../policy/enforcement.ts';
import type { ReviewAnswer } from '../reporting/review-report.ts';
import { rules } from '../rules/index.ts';
import { repair } from '../rules/mutations/index.ts';
import { handleReview } from '../webhook/admission.ts';
import type { Stage } from '../webhook/decision.ts';
import type { AdmissionParts } from '../webhook/ports.ts';

export interface ReviewStanding {
  readonly enforcement: Enforcement;
  /** Ids of the mutations that are made. */
  readonly mutations: ReadonlySet<string>;
  readonly facts: FactSheet;
  readonly nowMs: number;
}

export type Replayed = { readonly answers: readonly ReviewAnswer[] } | { readonly problem: string };

/**
 * Answers an AdmissionReview through the webhook's own pipeline, in the API server's order: the second question is asked
 * about the repaired object, and not at all when the first is answered with a refusal.
 *
 * @param body the AdmissionReview as the API server would send it
 */
export async function replayReview(
  body: Uint8Array,
  stages: readonly Stage[],
  standing: ReviewStanding,
): Promise<Replayed> {
  const answers: ReviewAnswer[] = [];
  let current = body;
  for (const stage of stages) {
    const reply = await handleReview({ stage, body: current }, toParts(standing));
    if (reply.status !== 200) return { problem: reply.body.replace(/^mirrorguard: /, '').trimEnd() };
    const review = JSON.parse(reply.body) as JsonObject;
    answers.push({ stage, review });
    if (valueAt(review, ['response', 'allowed']) !== true) break;
    if (stage === 'mutate') current = withRepairs(current, standing);
  }
  return { answers };
}

/** The request as it comes to the validating webhook. */
function withRepairs(body: Uint8Array, { mutations }: ReviewStanding): Uint8Array {
  const review = JSON.parse(new TextDecoder().decode(body)) as JsonObject;
  const request = fieldOf(review, 'request');
  const kind = valueAt(request, ['kind', 'kind']);
  if (!isJsonObject(request) || !isMirrorSetKind(kind) || fieldOf(request, 'operation') === 'DELETE')
    return body;
  const { object } = repair(kind, request.object, { enabled: mutations });
  return new TextEncoder().encode(JSON.stringify({ ...review, request: { ...request, object } }));
}

/** The pipeline without a world around it: nothing is recorded, counted or logged. */
function toParts({ enforcement, mutations, facts, nowMs }: ReviewStanding): AdmissionParts {
  const nothing = () => undefined;
  return {
    rules,
    settings: { enforcement, mutations, onDeadline: 'deny', onInternalError: 'deny' },
    facts: { snapshot: () => ({ facts, takenAtMs: 0 }) },
    audit: { record: nothing, close: async () => undefined },
    meter: { count: nothing },
    clock: { nowMs: () => nowMs, monotonicMs: () => 0 },
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  };
}
