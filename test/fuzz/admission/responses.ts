import assert from 'node:assert/strict';
import { rules } from '../../../src/rules/index.ts';
import { handleReview } from '../../../src/webhook/admission.ts';
import type { AdmissionParts, Reply } from '../../../src/webhook/ports.ts';
import { recordingParts } from '../../support/admission-parts.ts';
import type { Stopwatch } from '../target.ts';
import { factsOf } from './cluster.ts';
import type { WriteInput } from './inputs.ts';
import { policies } from './policies.ts';
import { type ReviewResponse, readResponse } from './valid-response.ts';

export const nowMs = Date.UTC(2026, 10, 22);

/** The production request path with the policy and the cluster of an input. */
export class Admission {
  readonly parts: AdmissionParts;
  readonly #kept: ReturnType<typeof recordingParts>;
  readonly #stopwatch: Stopwatch;

  constructor(input: WriteInput, stopwatch: Stopwatch) {
    const facts = factsOf(input);
    this.#stopwatch = stopwatch;
    this.#kept = recordingParts({
      rules,
      settings: policies[input.policy] ?? {},
      facts: { snapshot: () => ({ facts, takenAtMs: nowMs }) },
      clock: { nowMs: () => nowMs, monotonicMs: () => 0 },
    });
    this.parts = this.#kept.parts;
  }

  reply(stage: 'mutate' | 'validate', body: Buffer): Reply {
    const reply = this.#stopwatch.time(body.length, () => handleReview({ stage, body }, this.parts));
    assert(!(reply instanceof Promise), 'the response waits although the audit log does not');
    const failures = this.#kept.logger.lines.filter(({ level }) => level === 'error' || level === 'warn');
    assert.deepEqual(failures, [], 'an evaluation failed');
    return reply;
  }

  /** The response to a body, or undefined if the decoder rejects the body with status 400. */
  response(stage: 'mutate' | 'validate', body: Buffer): ReviewResponse | undefined {
    const { status, body: text } = this.reply(stage, body);
    assert([200, 400].includes(status), `HTTP status ${status}: ${text}`);
    if (status === 400) {
      assert(/^mirrorguard: [^\n]+\n$/.test(text), `a rejection is one line, but is ${JSON.stringify(text)}`);
      return undefined;
    }
    assert(!text.includes('the rule failed'), text);
    return readResponse(text);
  }
}
