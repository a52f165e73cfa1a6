import type { Stage } from '../webhook/decision.ts';
import type { EvaluatedReview, ReviewContext } from '../webhook/evaluated-review.ts';
import type { FactsChange } from './facts-transfer.ts';

/** One request, with the changes since the previous one. */
export interface ReviewMessage {
  readonly stage: Stage;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly nowMs: number;
  readonly facts: FactsChange;
  /** Absent if unchanged since the last message. */
  readonly settings?: Pick<ReviewContext, 'enforcement' | 'mutations'>;
}

export type ResultMessage =
  | EvaluatedReview
  /** The text of the exception, with its stack. */
  | { readonly outcome: 'threw'; readonly error: string };
