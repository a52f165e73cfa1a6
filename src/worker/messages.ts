import type { Stage } from '../webhook/decision.ts';
import type { EvaluatedReview, ReviewContext } from '../webhook/evaluated-review.ts';
import type { FactsChange } from './facts-transfer.ts';

/** One request, and what has changed since the last one. */
export interface ReviewMessage {
  readonly stage: Stage;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly nowMs: number;
  readonly facts: FactsChange;
  /** Absent if it is the same as in the last message. */
  readonly settings?: Pick<ReviewContext, 'enforcement' | 'mutations'>;
}

export type ResultMessage =
  | EvaluatedReview
  /** Text of the exception, with its stack. */
  | { readonly outcome: 'threw'; readonly error: string };
