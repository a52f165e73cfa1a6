import type { AnyRule } from '../rules/rule.ts';
import { evaluateReview } from '../webhook/evaluated-review.ts';
import { FactsReceiver } from './facts-transfer.ts';
import type { ResultMessage, ReviewMessage } from './messages.ts';

/** The part that runs in the thread: evaluates requests one after another. */
export class ReviewWorker {
  readonly #rules: readonly AnyRule[];
  readonly #facts = new FactsReceiver();
  #settings: ReviewMessage['settings'];

  constructor(rules: readonly AnyRule[]) {
    this.#rules = rules;
  }

  evaluate({ stage, body, nowMs, facts, settings = this.#settings }: ReviewMessage): ResultMessage {
    try {
      if (settings === undefined) throw new Error('the first message has no settings');
      this.#settings = settings;
      const context = { ...settings, rules: this.#rules, facts: this.#facts.apply(facts), nowMs };
      return evaluateReview({ stage, body }, context);
    } catch (error) {
      return {
        outcome: 'threw',
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      };
    } finally {
      // Frees the memory without waiting for a garbage collection.
      body.buffer.transfer(0);
    }
  }
}
