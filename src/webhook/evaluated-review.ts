import { objectDigest } from '../audit/object-digest.ts';
import { credentialsIn } from '../audit/redaction.ts';
import { admittedWrite } from './admitted.ts';
import type { AdmissionDecision, Failure, Stage } from './decision.ts';
import { decodeReview } from './decode/decode-review.ts';
import { type EvaluationContext, evaluateRequest } from './evaluate.ts';
import type { AdmittedWrite, Call } from './ports.ts';
import { type AdmissionRequest, nameOf } from './request.ts';

/** All inputs of the evaluation of one request except the request. */
export type ReviewContext = Omit<EvaluationContext, 'rules'>;

/** The result of an evaluation in another thread. */
export type EvaluatedReview =
  | {
      readonly outcome: 'evaluated';
      /** The request without its objects, which can have megabytes. */
      readonly request: AdmissionRequest;
      readonly decision: AdmissionDecision;
      readonly admitted: AdmittedWrite | undefined;
    }
  | { readonly outcome: 'malformed'; readonly problem: string }
  | { readonly outcome: 'failed'; readonly failure: Exclude<Failure, 'unrecorded'> };

/** Evaluates requests that would block all others. */
export interface ReviewEvaluator {
  /** Never rejects; settles before the deadline of the call. */
  evaluate(call: Call, context: ReviewContext): Promise<EvaluatedReview>;
}

/** Evaluates a request from its bytes. Throws if the evaluation itself fails. */
export function evaluateReview(
  { stage, body }: { readonly stage: Stage; readonly body: Uint8Array },
  context: EvaluationContext,
): EvaluatedReview {
  const decoded = decodeReview(body);
  if (!decoded.ok) return { outcome: 'malformed', problem: decoded.problem };
  const request = decoded.value;
  const decision = evaluateRequest(stage, request, context);
  return {
    outcome: 'evaluated',
    request: withoutObjects(request),
    decision,
    admitted: admittedWrite(stage, request, decision),
  };
}

function withoutObjects(request: AdmissionRequest): AdmissionRequest {
  return {
    ...request,
    name: nameOf(request),
    object: undefined,
    oldObject: undefined,
    credentials: credentialsIn(request.object, request.oldObject),
    digests: { before: objectDigest(request.oldObject), after: objectDigest(request.object) },
  };
}
