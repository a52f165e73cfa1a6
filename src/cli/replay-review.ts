import type { ClusterFacts } from '../model/facts.ts';
import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../model/json.ts';
import { isMirrorSetKind } from '../model/mirror-set.ts';
import type { Enforcement } from '../policy/enforcement.ts';
import type { ReviewResponse } from '../reporting/review-report.ts';
import { rules } from '../rules/index.ts';
import { mutateObject } from '../rules/mutations/index.ts';
import { handleReview } from '../webhook/admission.ts';
import type { Stage } from '../webhook/decision.ts';
import type { AdmissionParts } from '../webhook/ports.ts';

export interface ReviewSettings {
  readonly enforcement: Enforcement;
  /** The ids of the mutations to apply. */
  readonly mutations: ReadonlySet<string>;
  readonly facts: ClusterFacts;
  readonly nowMs: number;
}

export type Replayed = { readonly responses: readonly ReviewResponse[] } | { readonly problem: string };

/**
 * Processes an AdmissionReview with the pipeline of the webhook in the order of the API server: /validate
 * receives the mutated object, and is skipped if /mutate denies the request.
 * @param body an AdmissionReview in the form that the API server sends
 */
export async function replayReview(
  body: Uint8Array,
  stages: readonly Stage[],
  settings: ReviewSettings,
): Promise<Replayed> {
  const responses: ReviewResponse[] = [];
  let current = body;
  for (const stage of stages) {
    const reply = await handleReview({ stage, body: current }, toParts(settings));
    if (reply.status !== 200) return { problem: reply.body.replace(/^mirrorguard: /, '').trimEnd() };
    const review = JSON.parse(reply.body) as JsonObject;
    responses.push({ stage, review });
    if (valueAt(review, ['response', 'allowed']) !== true) break;
    if (stage === 'mutate') current = withMutations(current, settings);
  }
  return { responses };
}

/** The request that the validating webhook receives. */
function withMutations(body: Uint8Array, { mutations }: ReviewSettings): Uint8Array {
  const review = JSON.parse(new TextDecoder().decode(body)) as JsonObject;
  const request = fieldOf(review, 'request');
  const kind = valueAt(request, ['kind', 'kind']);
  if (!isJsonObject(request) || !isMirrorSetKind(kind) || fieldOf(request, 'operation') === 'DELETE')
    return body;
  const { object } = mutateObject(kind, request.object, { enabled: mutations, stored: request.oldObject });
  return new TextEncoder().encode(JSON.stringify({ ...review, request: { ...request, object } }));
}

/** The pipeline without audit records, metrics and logs. */
function toParts({ enforcement, mutations, facts, nowMs }: ReviewSettings): AdmissionParts {
  const nothing = () => undefined;
  return {
    rules,
    settings: { enforcement, mutations },
    facts: { snapshot: () => ({ facts, takenAtMs: 0 }) },
    audit: { nextId: nothing, record: nothing, close: async () => undefined },
    meter: { count: nothing },
    clock: { nowMs: () => nowMs, monotonicMs: () => 0 },
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  };
}
